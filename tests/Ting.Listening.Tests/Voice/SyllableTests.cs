namespace Ting.Listening.Tests;

[Trait("req", "VOX-06")]
public sealed class SyllableTests
{
    [Theory]
    [InlineData(3.0, 110, 16000)]
    [InlineData(4.0, 190, 8000)]
    [InlineData(5.0, 130, 44100)]
    [InlineData(6.0, 230, 22050)]
    [InlineData(7.0, 150, 16000)]
    public void Syllables_a_second_are_counted_within_eight_percent(double rate, double pitch, int sampleRate)
    {
        var sound = new Sound(sampleRate).Silence(0.5);
        for (var phrase = 0; phrase < 5; phrase++)
            sound.Say(new(20, rate, pitch, Seed: phrase)).Silence(0.6);

        var clean = Read(sound);
        var noisy = Read(sound.Under(-50));

        foreach (var read in (SpeakerFigures[])[clean, noisy])
        {
            Assert.InRange(read.Syllables, 92, 108);
            Assert.InRange(read.ArticulationRate!.Value / rate, 0.92, 1.08);
            Assert.True(read.SpeechRate < read.ArticulationRate);
        }
    }

    [Fact]
    public void Pauses_lower_the_speech_rate_and_leave_the_articulation_rate()
    {
        var fluent = Read(new Sound().Say(new(30, 5, 140)));
        var halting = Read(new Sound().Say(new(15, 5, 140)).Silence(1).Say(new(15, 5, 140, Seed: 2)));

        Assert.InRange(halting.ArticulationRate!.Value / fluent.ArticulationRate!.Value, 0.93, 1.07);
        Assert.InRange(halting.SpeechRate!.Value, 30 / 7.0 * 0.92, 30 / 7.0 * 1.08);
    }

    [Fact]
    public void Hiss_and_hum_have_no_syllables()
    {
        var hiss = new Sound().Silence(0.3);
        for (var burst = 0; burst < 10; burst++)
            hiss.Noise(-20, 0.12).Silence(0.08);

        Assert.Equal(0, Read(hiss).Syllables);
        Assert.InRange(Read(new Sound().Silence(0.3).Tone(120, -20, 3).Silence(0.3)).Syllables, 0, 1);
    }

    private static SpeakerFigures Read(Sound sound) => VoiceReader.Read(WaveFile.Recording(sound), ["speaker"]).Speakers[0];
}
