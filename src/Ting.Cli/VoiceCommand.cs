using System.CommandLine;
using System.Text.Json;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Measures voices in recordings.</summary>
internal static class VoiceCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Description = "A WAV recording with one or two channels, or two with one channel each: 8 to 48 kHz, PCM of 8 to 32 bits, floating point, A-law or µ-law.", Arity = new ArgumentArity(1, 2) };
        var channels = new Option<string?>("--channels") { Description = "Who is on which channel (or in which file), such as agent,customer; that is also assumed of two channels without it.", HelpName = "NAMES" };
        var words = new Option<string?>("--words") { Description = "What the first speaker said when, to find the stressed word: a JSON file [{\"text\",\"start\",\"end\"}…], times in seconds.", HelpName = "FILE" };
        var command = new Command("voice", """
            Measure voices in a recording: rate, pauses, pitch, loudness, turns and pace mirroring. Facts only, never what a speaker feels.
            stdout: {"seconds","speakers":[{"speaker","speechSeconds","talkShare","firstSpeech","syllables","speechRate","articulationRate",
                     "level":{"speech","median","low","high","range","peak","noise"},"pitch":{"median","low","high","rangeSemitones","voicedShare"},
                     "pauses":{"count","seconds","share","longest","each":[{"start","seconds"}]},"longestBreath","longestMonologue","turns",
                     "responseLatency":{"count","median","longest"},"words":[{"text","level","pitch","secondsPerSyllable","prominence"}],"stressedWord"}],
                     "overlap":{"seconds","share","count","begun"},"mirroring":{"rate","pitch","level","each","loudTurns"}}
            Rates are syllables a second (speechRate with pauses, articulationRate without), levels dB below full scale (a full sine has -3.01), pitch hertz;
            mirroring compares each answer of the agent with the turn it answers, against shuffled turns; loudTurns are the customer's that should be led down, not mirrored.
            """) { files, channels, words };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Measure(parsed.GetValue(files)!, parsed.GetValue(channels), parsed.GetValue(words))));
        return command;
    }

    private static string Measure(string[] files, string? channels, string? words)
    {
        var streams = new List<FileStream>();
        try
        {
            var recordings = new List<WaveReader>();
            foreach (var file in files)
            {
                streams.Add(File.OpenRead(file));
                recordings.Add(Open(streams[^1], file));
            }

            if (files.Length == 2 && recordings.Find(recording => recording.Channels == 2) is not null)
                throw new CommandException("Of two files each holds one speaker, so both need one channel.");
            return ListeningJson.Write(VoiceReader.Read(recordings, Speakers(channels, recordings.Sum(recording => recording.Channels)), words is null ? null : Words(words)));
        }
        catch (WaveException wrong)
        {
            throw new CommandException($"{string.Join(", ", files)}: {wrong.Message}");
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    private static WaveReader Open(Stream stream, string file)
    {
        try
        {
            return WaveReader.Open(stream);
        }
        catch (WaveException wrong)
        {
            throw new CommandException($"{file}: {wrong.Message}");
        }
    }

    private static string[] Speakers(string? channels, int count)
    {
        if (channels is null)
            return count == 1 ? ["speaker"] : [VoiceReader.Agent, VoiceReader.Customer];
        string[] names = [.. channels.Split(',', StringSplitOptions.TrimEntries)];
        if (names.Length != count)
            throw new CommandException($"--channels names {names.Length}, but the recording has {count}.");
        if (Array.Exists(names, name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new CommandException("--channels wants a different name for each channel, such as agent,customer.");
        return names;
    }

    private static List<SpokenWord> Words(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var words = new List<SpokenWord>();
            foreach (var word in document.RootElement.EnumerateArray())
            {
                var (start, end) = (word.GetProperty("start").GetDouble(), word.GetProperty("end").GetDouble());
                if (!(start >= 0 && end > start))
                    throw new CommandException($"{file}: word {words.Count + 1} ends before it starts.");
                words.Add(new SpokenWord(word.GetProperty("text").GetString() ?? "", start, end));
            }

            return words;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CommandException($"{file}: this is no list of words such as [{{\"text\":\"…\",\"start\":0.1,\"end\":0.4}}].");
        }
    }
}
