namespace Ting.Listening.Tests;

public sealed class PauseTests
{
    private const double Within = 0.02;

    [Theory]
    [InlineData(8000, false, -100)]
    [InlineData(16000, false, -60)]
    [InlineData(16000, true, -55)]
    [InlineData(44100, true, -100)]
    [InlineData(48000, false, -45)]
    public void The_edges_of_pauses_are_found_within_twenty_milliseconds(int rate, bool hiss, double under)
    {
        double[] lengths = [0.3, 0.42, 0.777, 1.5, 0.26];
        var sound = new Sound(rate).Silence(0.613);
        List<Stretch> pauses = [];
        foreach (var length in lengths)
        {
            Burst(sound, hiss, 0.487);
            pauses.Add(new Stretch(sound.Seconds, length));
            sound.Silence(length);
        }

        Burst(sound, hiss, 0.35).Silence(0.9);
        if (under > -100)
            sound.Under(under);

        var read = Read(sound);

        Assert.Equal(pauses.Count, read.Pauses.Count);
        foreach (var (pause, found) in pauses.Zip(read.Pauses.Each))
        {
            Assert.Equal(pause.Start, found.Start, Within);
            Assert.Equal(pause.Start + pause.Seconds, found.Start + found.Seconds, Within);
        }

        Assert.Equal(0.613, read.FirstSpeech!.Value, Within);
        Assert.Equal(1.5, read.Pauses.Longest!.Value, 2 * Within);
        Assert.Equal((5 * 0.487) + 0.35, read.SpeechSeconds, 12 * Within);
    }

    [Fact]
    public void Less_than_a_quarter_of_a_second_is_no_pause()
    {
        var read = Read(new Sound().Tone(150, -20, 0.4).Silence(0.2).Tone(150, -20, 0.4));

        Assert.Equal((0, 1.0), (read.Pauses.Count, Math.Round(read.SpeechSeconds, 1)));
    }

    [Fact]
    public void A_click_is_no_speech()
    {
        var read = Read(new Sound().Silence(0.5).Noise(-6, 0.004).Silence(0.5).Tone(150, -20, 0.5).Silence(0.5));

        Assert.InRange(read.FirstSpeech!.Value, 0.98, 1.03);
    }

    [Fact]
    [Trait("req", "VOX-03")]
    public void The_longest_stretch_without_a_pause_is_one_breath()
    {
        var sound = new Sound().Silence(0.5).Say(new(9, 4.5, 120)).Silence(0.6);
        var start = sound.Seconds;
        sound.Say(new(31, 5, 120)).Silence(0.7).Say(new(12, 5, 120)).Silence(0.4);

        var breath = Read(sound).LongestBreath!;

        Assert.Equal(start, breath.Start, 0.08); // a stop consonant begins with silence
        Assert.Equal(6.2, breath.Seconds, 0.1);
    }

    private static Sound Burst(Sound sound, bool hiss, double seconds) => hiss ? sound.Noise(-20, seconds) : sound.Tone(187, -20, seconds);

    private static SpeakerFigures Read(Sound sound) => VoiceReader.Read(WaveFile.Recording(sound), ["speaker"]).Speakers[0];
}
