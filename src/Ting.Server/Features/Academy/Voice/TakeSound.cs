using Ting.Listening;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>The sound of a take: a part of the file store to itself, opened as one recording or two.</summary>
internal sealed class TakeSound : IDisposable
{
    private const int OutlineParts = 320;
    private const string Part = "voice";

    private readonly List<Stream> _streams = [];
    private readonly List<WaveReader> _recordings = [];

    private TakeSound() { }

    public IReadOnlyList<WaveReader> Recordings => _recordings;

    public int Channels => _recordings.Sum(recording => recording.Channels);

    public double Seconds => _recordings.Max(recording => recording.Seconds);

    public static FileStore StoreOf(FileStore files, Guid takeId) => files.In(Part).In(takeId.ToString("N"));

    /// <exception cref="WaveException">One of them is no recording.</exception>
    public static TakeSound Open(FileStore store, params IEnumerable<string> hashes)
    {
        var sound = new TakeSound();
        try
        {
            foreach (var hash in hashes)
            {
                sound._streams.Add(store.Open(hash) ?? throw new FileNotFoundException("The sound of a take is gone.", hash));
                sound._recordings.Add(WaveReader.Open(sound._streams[^1]));
            }

            return sound;
        }
        catch
        {
            sound.Dispose();
            throw;
        }
    }

    /// <summary>What it measures, and its picture.</summary>
    /// <exception cref="WaveException">It cannot be read to its end.</exception>
    public (VoiceReading Reading, string Outline) Measure(VoiceDrill drill, DrillLine line, bool customerFirst)
    {
        string[] speakers = drill.Kind is not DrillKind.Talk ? ["speaker"] : customerFirst ? [VoiceReader.Customer, VoiceReader.Agent] : [VoiceReader.Agent, VoiceReader.Customer];
        var reading = VoiceReader.Read(_recordings, speakers);
        if (drill.Kind is DrillKind.Stress && WordPlaces.Of(reading.Speakers[0], line.Sound.Split(' ')) is { Count: > 0 } places)
            reading = VoiceReader.Read(_recordings, speakers, places);
        return (reading, Outline);
    }

    /// <summary>What a recorded call measures, and its picture.</summary>
    /// <param name="speakers">Who is on which channel.</param>
    /// <exception cref="WaveException">It cannot be read to its end.</exception>
    public (VoiceReading Reading, string Outline) Measure(IReadOnlyList<string> speakers) => (VoiceReader.Read(_recordings, speakers), Outline);

    private string Outline => string.Join('|', _recordings.SelectMany(OutlineOf).Select(OutlineText));

    // The shorter of two ends before the picture does.
    private IEnumerable<IReadOnlyList<float>> OutlineOf(WaveReader recording)
    {
        var parts = Seconds > 0 ? Math.Clamp((int)Math.Ceiling(OutlineParts * recording.Seconds / Seconds), 1, OutlineParts) : OutlineParts;
        return VoiceReader.Outline(recording, parts).Select(heights => (IReadOnlyList<float>)[.. heights, .. Enumerable.Repeat(0f, OutlineParts - heights.Count)]);
    }

    /// <summary>The heights, 0 to 255, of each channel.</summary>
    public static IReadOnlyList<byte[]> ReadOutline(string outline) => [.. outline.Split('|').Select(Convert.FromHexString)];

    public static Refusal RefusalOf(WaveException wrong) => Refusal.Invalid(CodeOf(wrong), "file");

    public static string CodeOf(WaveException wrong) => wrong.Fault switch
    {
        WaveFault.NoSound => "voice.no_sound",
        WaveFault.Channels => "voice.channels",
        WaveFault.SampleRate => "voice.sample_rate",
        WaveFault.SampleSize or WaveFault.Compressed => "voice.compressed",
        _ => "voice.no_wave",
    };

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

    private static string OutlineText(IReadOnlyList<float> heights) => Convert.ToHexStringLower([.. heights.Select(height => (byte)Math.Round(Math.Clamp(height, 0, 1) * 255))]);
}
