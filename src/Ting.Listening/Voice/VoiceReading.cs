namespace Ting.Listening;

/// <summary>What a recording measures: facts about speaking, never what a speaker feels. The JSON form is the one of <c>ting voice</c>. Times are in seconds, levels in dB below full scale.</summary>
public sealed record VoiceReading
{
    public required double Seconds { get; init; }

    /// <summary>In the order of the channels.</summary>
    public required IReadOnlyList<SpeakerFigures> Speakers { get; init; }

    /// <summary>Null with one speaker.</summary>
    public OverlapFigures? Overlap { get; init; }

    /// <summary>Null unless an agent and a customer speak.</summary>
    public MirroringFigures? Mirroring { get; init; }
}

/// <summary>How one person spoke.</summary>
public sealed record SpeakerFigures
{
    /// <summary>agent, customer, or what the channel was called.</summary>
    public required string Speaker { get; init; }

    /// <summary>Speech between pauses, the pauses left out.</summary>
    public required double SpeechSeconds { get; init; }

    /// <summary>Share of all speech, 0 to 1; null with one speaker and where nobody spoke.</summary>
    public double? TalkShare { get; init; }

    /// <summary>When the first word came; null where none did.</summary>
    public double? FirstSpeech { get; init; }

    public required int Syllables { get; init; }

    /// <summary>Syllables a second, pauses within the speaker's turns counted; null without speech.</summary>
    public double? SpeechRate { get; init; }

    /// <summary>Syllables a second of speech without pauses; null without speech.</summary>
    public double? ArticulationRate { get; init; }

    public required LevelFigures Level { get; init; }

    /// <summary>Null where nothing was voiced.</summary>
    public PitchFigures? Pitch { get; init; }

    public required PauseFigures Pauses { get; init; }

    /// <summary>The longest stretch without a pause: what was said on one breath. Null without speech.</summary>
    public Stretch? LongestBreath { get; init; }

    /// <summary>The longest turn, pauses included, in which the other did not take over. Null without speech.</summary>
    public Stretch? LongestMonologue { get; init; }

    public required int Turns { get; init; }

    /// <summary>How soon this speaker answered the other; null with one speaker and where nothing was answered.</summary>
    public LatencyFigures? ResponseLatency { get; init; }

    /// <summary>The words that were given, with what makes them stand out; empty when none were.</summary>
    public IReadOnlyList<WordFigures> Words { get; init; } = [];

    /// <summary>Which of the words stands out most, from 0; null without words.</summary>
    public int? StressedWord { get; init; }
}

/// <param name="Speech">Mean power while speaking.</param>
/// <param name="Median">Half of the speech is louder.</param>
/// <param name="Low">A tenth of the speech is quieter.</param>
/// <param name="High">A tenth of the speech is louder.</param>
/// <param name="Range">From the low to the high, in dB.</param>
/// <param name="Peak">The largest sample.</param>
/// <param name="Noise">What is left when nobody speaks.</param>
public sealed record LevelFigures(double? Speech, double? Median, double? Low, double? High, double? Range, double Peak, double Noise);

/// <summary>Pitch in hertz, its movement in semitones of the speaker's own median.</summary>
/// <param name="Low">A tenth of the voiced speech is lower.</param>
/// <param name="High">A tenth of the voiced speech is higher.</param>
/// <param name="RangeSemitones">From the low to the high.</param>
/// <param name="VoicedShare">Share of the speech with a pitch.</param>
public sealed record PitchFigures(double Median, double Low, double High, double RangeSemitones, double VoicedShare);

/// <summary>Pauses of a quarter of a second and more within the speaker's own turns.</summary>
/// <param name="Share">Of the time of the turns.</param>
/// <param name="Each">The pauses one by one.</param>
public sealed record PauseFigures(int Count, double Seconds, double? Share, double? Longest, IReadOnlyList<Stretch> Each);

public sealed record Stretch(double Start, double Seconds);

/// <summary>Both spoke at the same time.</summary>
/// <param name="Share">Of the time in which anybody spoke.</param>
/// <param name="Begun">How often a turn began before the other's was over, by each speaker in the order of the channels.</param>
public sealed record OverlapFigures(double Seconds, double? Share, int Count, IReadOnlyList<int> Begun);

/// <summary>Seconds from the end of the other's turn to the beginning of the answer; answers that begin before that end are counted under overlap.</summary>
public sealed record LatencyFigures(int Count, double Median, double Longest);

/// <summary>A word and when it was spoken.</summary>
public sealed record SpokenWord(string Text, double Start, double End);

/// <param name="Level">At its loudest.</param>
/// <param name="Pitch">At its highest, in semitones from the speaker's median; null where it has none.</param>
/// <param name="SecondsPerSyllable">How long it was drawn.</param>
/// <param name="Prominence">Mean of how far it stands out in the three, in standard deviations of the sentence.</param>
public sealed record WordFigures(string Text, double Start, double End, double Level, double? Pitch, double SecondsPerSyllable, double Prominence);
