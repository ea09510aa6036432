namespace Ting.Listening.Tests;

[Trait("req", "VOX-06")]
public sealed class PitchAndLevelTests
{
    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(16000)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void A_tone_has_its_pitch_within_one_percent_and_its_level_within_half_a_decibel(int rate)
    {
        foreach (var hertz in (double[])[70, 98.7, 131, 207.5, 311.1, 440, 587.3, 800])
        {
            foreach (var level in (double[])[-9, -26, -43])
            {
                var read = Read(new Sound(rate).Silence(0.4).Tone(hertz, level, 0.8).Silence(0.4));

                Assert.InRange(read.Pitch!.Median / hertz, 0.99, 1.01);
                Assert.InRange(read.Level.Speech!.Value - level, -0.5, 0.5);
                Assert.InRange(read.Level.Median!.Value - level, -0.5, 0.5);
            }
        }
    }

    [Theory]
    [InlineData(85)]
    [InlineData(140)]
    [InlineData(233)]
    [InlineData(390)]
    public void A_train_of_pulses_has_its_pitch_within_one_percent(double hertz) =>
        Assert.InRange(Read(new Sound().Pulses(hertz, 1)).Pitch!.Median / hertz, 0.99, 1.01);

    [Theory]
    [InlineData(90)]
    [InlineData(120)]
    [InlineData(210)]
    [InlineData(280)]
    public void A_voice_has_its_pitch_within_two_percent(double hertz)
    {
        var steady = Read(new Sound().Say(new(24, 5, hertz, Movement: 0)).Under(-60));
        var moving = Read(new Sound().Say(new(24, 5, hertz, Movement: 4)).Under(-60));

        Assert.InRange(steady.Pitch!.Median / hertz, 0.98, 1.02);
        Assert.InRange(moving.Pitch!.Median / hertz, 0.96, 1.04);
        Assert.InRange(steady.Pitch.RangeSemitones, 0, 0.8);
        Assert.InRange(moving.Pitch.RangeSemitones, 6, 8.2); // a sine of four semitones passes ±3.8 in a tenth of its time
    }

    [Fact]
    public void Noise_and_silence_have_no_pitch()
    {
        Assert.Null(Read(new Sound().Silence(0.5).Noise(-20, 1).Silence(0.5)).Pitch);
        var silent = Read(new Sound().Silence(2));
        Assert.Null(silent.Pitch);
        Assert.Null(silent.SpeechRate);
        Assert.Equal((0, 0.0), (silent.Syllables, silent.SpeechSeconds));
    }

    [Fact]
    public void A_microphones_offset_is_no_sound()
    {
        var read = Read(new Sound().Silence(0.5).Tone(150, -30, 1).Silence(0.5).Offset(0.2));

        Assert.InRange(read.Level.Speech!.Value, -30.5, -29.5);
        Assert.InRange(read.SpeechSeconds, 0.98, 1.04);
    }

    [Fact]
    public void Loud_and_soft_passages_make_the_range()
    {
        var sound = new Sound();
        for (var turn = 0; turn < 6; turn++)
            sound.Tone(200, turn % 2 == 0 ? -12 : -30, 0.5).Silence(0.1);

        var level = Read(sound).Level;

        Assert.Equal((-30, -12, 18), (Math.Round(level.Low!.Value), Math.Round(level.High!.Value), Math.Round(level.Range!.Value)));
        Assert.Equal(-12 + 3.01, level.Peak, 0.1);
    }

    private static SpeakerFigures Read(Sound sound) => VoiceReader.Read(WaveFile.Recording(sound), ["speaker"]).Speakers[0];
}
