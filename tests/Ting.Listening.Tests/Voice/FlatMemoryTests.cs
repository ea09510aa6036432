namespace Ting.Listening.Tests;

public sealed class FlatMemoryTests
{
    [Fact]
    public void A_recording_of_ten_times_the_length_needs_no_more_memory()
    {
        var phrase = new Sound(8000).Say(new(10, 5, 130)).Silence(1).Tone(150, -20, 2).Silence(1);
        Allocated(phrase, 2); // what is made once and for all

        var (brief, longer) = (Allocated(phrase, 3), Allocated(phrase, 30));

        // sixty more stretches of speech, a pause each, and what holds them
        Assert.InRange(longer - brief, 0, 60 * 1000);
    }

    private static long Allocated(Sound phrase, int times)
    {
        var sound = new Sound(phrase.Rate);
        for (var time = 0; time < times; time++)
            sound.Add(phrase);
        var recording = WaveFile.Recording(sound);
        var before = GC.GetAllocatedBytesForCurrentThread();
        VoiceReader.Read(recording, ["speaker"]);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
