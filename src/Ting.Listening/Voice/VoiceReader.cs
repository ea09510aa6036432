namespace Ting.Listening;

/// <summary>
/// Measures how people speak in a recording: rate, pauses, pitch, loudness, turns, overlap and pace mirroring. It goes through the recording three times, for its offset,
/// its levels and the rest, and keeps no samples: an hour takes no more memory than a minute, but for a small record of each stretch of speech.
/// </summary>
public static class VoiceReader
{
    public const string Agent = "agent";
    public const string Customer = "customer";
    private const int PieceFrames = 4096;

    /// <summary>One recording, a speaker to each channel.</summary>
    /// <param name="speakers">Who is on which channel; as many as there are channels.</param>
    /// <param name="words">What was said when, by the first speaker: which word stands out is then measured.</param>
    /// <exception cref="WaveException">The recording cannot be read to its end.</exception>
    public static VoiceReading Read(WaveReader recording, IReadOnlyList<string> speakers, IReadOnlyList<SpokenWord>? words = null) => Read([recording], speakers, words);

    /// <summary>One recording with a channel for each speaker, or one recording for each.</summary>
    public static VoiceReading Read(IReadOnlyList<WaveReader> recordings, IReadOnlyList<string> speakers, IReadOnlyList<SpokenWord>? words = null)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(speakers);
        if (recordings.Count == 0 || recordings.Sum(recording => recording.Channels) is var channels && (channels is < 1 or > 2 || channels != speakers.Count))
            throw new ArgumentException("There is one speaker to each channel, and there are at most two.", nameof(speakers));

        var tracks = new List<SpeakerTrack>();
        foreach (var recording in recordings)
        {
            var samples = Survey(recording, 0);
            LevelSurvey[] surveys = [.. samples.Select(one => new LevelSurvey(recording.SampleRate, one))];
            Go(recording, (channel, piece) => surveys[channel].Take(piece));
            SpeakerTrack[] own = [.. surveys.Select(survey => new SpeakerTrack(recording.SampleRate, survey, tracks.Count == 0 && survey == surveys[0] && words is { Count: > 0 } ? new WordTrack(words) : null))];
            Go(recording, (channel, piece) => own[channel].Take(piece));
            foreach (var track in own)
                track.End();
            tracks.AddRange(own);
        }

        var turns = Turn.Of([.. tracks.Select(track => track.Runs)]);
        var (agent, customer) = (Place(speakers, Agent), Place(speakers, Customer));
        return new VoiceReading
        {
            Seconds = Math.Round(recordings.Max(recording => recording.Seconds), 3),
            Speakers = [.. tracks.Select((track, at) => Figures(track, at, speakers[at], tracks, turns))],
            Overlap = tracks.Count == 2 ? Talk.Overlap(tracks[0].Runs, tracks[1].Runs, turns) : null,
            Mirroring = agent >= 0 && customer >= 0 ? Mirroring.Of(turns, agent, customer, speaker => tracks[speaker].Pitches.Percentile(0.5)) : null,
        };
    }

    /// <summary>The largest sample in each of so many equal parts of a recording, for a picture of it: a row for each channel, 0 to 1.</summary>
    public static IReadOnlyList<IReadOnlyList<float>> Outline(WaveReader recording, int parts)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        return [.. Survey(recording, parts).Select(survey => survey.Outline)];
    }

    private static SampleSurvey[] Survey(WaveReader recording, int columns)
    {
        SampleSurvey[] surveys = [.. Enumerable.Range(0, recording.Channels).Select(_ => new SampleSurvey(recording.Frames, columns))];
        Go(recording, (channel, piece) => surveys[channel].Take(piece));
        return surveys;
    }

    private delegate void Taking(int channel, Span<float> piece);

    private static void Go(WaveReader recording, Taking take)
    {
        recording.Rewind();
        var interleaved = new float[PieceFrames * recording.Channels];
        var one = new float[PieceFrames];
        while (recording.Read(interleaved) is > 0 and var frames)
        {
            for (var channel = 0; channel < recording.Channels; channel++)
            {
                for (var at = 0; at < frames; at++)
                    one[at] = interleaved[(at * recording.Channels) + channel];
                take(channel, one.AsSpan(0, frames));
            }
        }
    }

    private static SpeakerFigures Figures(SpeakerTrack track, int at, string name, List<SpeakerTrack> tracks, List<Turn> turns)
    {
        var own = turns.Where(turn => turn.Speaker == at).ToList();
        var speech = track.Runs.Sum(run => run.Seconds);
        var everybody = tracks.Sum(one => one.Runs.Sum(run => run.Seconds));
        var syllables = track.Runs.Sum(run => run.Syllables);
        Stretch[] pauses = [.. own.SelectMany(turn => turn.Pauses).Select(Rounded)];
        var silent = pauses.Sum(pause => pause.Seconds);
        var words = track.Words;
        return new SpeakerFigures
        {
            Speaker = name,
            SpeechSeconds = Math.Round(speech, 3),
            TalkShare = tracks.Count == 2 && everybody > 0 ? Math.Round(speech / everybody, 4) : null,
            FirstSpeech = track.Runs.Count > 0 ? Math.Round(track.Runs[0].Start, 3) : null,
            Syllables = syllables,
            SpeechRate = speech > 0 ? Math.Round(syllables / (speech + silent), 3) : null,
            ArticulationRate = speech > 0 ? Math.Round(syllables / speech, 3) : null,
            Level = Level(track),
            Pitch = Pitch(track, speech),
            Pauses = new PauseFigures(pauses.Length, Math.Round(silent, 3), speech > 0 ? Math.Round(silent / (speech + silent), 4) : null, pauses.Length > 0 ? pauses.Max(pause => pause.Seconds) : null, pauses),
            LongestBreath = track.Runs.MaxBy(run => run.Seconds) is { } breath ? Rounded(new Stretch(breath.Start, breath.Seconds)) : null,
            LongestMonologue = own.MaxBy(turn => turn.Seconds) is { } monologue ? Rounded(new Stretch(monologue.Start, monologue.Seconds)) : null,
            Turns = own.Count,
            ResponseLatency = Talk.Latency(turns, at),
            Words = words,
            StressedWord = words.Count > 0 ? words.Index().MaxBy(word => word.Item.Prominence).Index : null,
        };
    }

    private static LevelFigures Level(SpeakerTrack track)
    {
        var seconds = track.Runs.Sum(run => run.Seconds);
        double? speech = seconds > 0 ? Decibels.Of(track.Runs.Sum(run => run.Power * run.Seconds) / seconds) : null;
        var (low, median, high) = (track.Levels.Percentile(0.1), track.Levels.Percentile(0.5), track.Levels.Percentile(0.9));
        return new LevelFigures(Rounded(speech), Rounded(median), Rounded(low), Rounded(high), Rounded(high - low), Rounded(Decibels.Of(track.Survey.Samples.Peak * track.Survey.Samples.Peak))!.Value, Rounded(track.Survey.Noise)!.Value);
    }

    private static PitchFigures? Pitch(SpeakerTrack track, double speech)
    {
        if (track.Pitches.Percentile(0.5) is not { } median || speech <= 0)
            return null;
        var (low, high) = (track.Pitches.Percentile(0.1)!.Value, track.Pitches.Percentile(0.9)!.Value);
        var voiced = track.Runs.Sum(run => run.Voiced) * 2 * Blocks.Seconds; // every second block is looked at
        return new PitchFigures(Hertz(median), Hertz(low), Hertz(high), Math.Round(high - low, 2), Math.Round(Math.Min(1, voiced / speech), 3));
    }

    private static int Place(IReadOnlyList<string> speakers, string name)
    {
        for (var at = 0; at < speakers.Count; at++)
            if (speakers[at] == name)
                return at;
        return -1;
    }

    private static double Hertz(double semitones) => Math.Round(Semitones.Hertz(semitones), 2);

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) + 0.0 : null; // and never −0

    private static Stretch Rounded(Stretch stretch) => new(Math.Round(stretch.Start, 3), Math.Round(stretch.Seconds, 3));
}
