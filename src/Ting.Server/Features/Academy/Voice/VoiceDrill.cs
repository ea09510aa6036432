namespace Ting.Server.Features.Academy.Voice;

/// <summary>What is special about a drill's figures.</summary>
public enum DrillKind
{
    Reading,

    /// <summary>VOX-03: as much as fits in one breath.</summary>
    Breath,

    /// <summary>VOX-07: one word of a sentence is to stand out.</summary>
    Stress,

    /// <summary>VOX-09: faster or slower, higher or lower than one's own usual voice, which is the first line.</summary>
    Pace,

    /// <summary>VOX-10: the same sentence in several tones, beside each other.</summary>
    Tone,

    /// <summary>VOX-08: a talk of two, each on a channel.</summary>
    Talk,
}

/// <summary>Something to practise aloud, in one language.</summary>
/// <param name="Aims">Which figures the drill is about.</param>
/// <param name="Manners">In which ways a line can be spoken: the tones of VOX-10.</param>
public sealed record VoiceDrill(
    string Key, string Language, int Place, string Icon, DrillKind Kind, IReadOnlyList<string> Rules, IReadOnlyList<string> Aims,
    string Title, string Summary, IReadOnlyList<string> Steps, IReadOnlyList<string> Manners, IReadOnlyList<DrillLine> Lines)
{
    /// <summary>What there is to choose from for a line: a tone, or the word to stress.</summary>
    public IReadOnlyList<string> ChoicesOf(DrillLine line) => Kind is DrillKind.Stress ? line.Words : Manners;
}

/// <summary>One thing to say.</summary>
/// <param name="Words">Its words one by one, where one of them can be stressed.</param>
/// <param name="Sound">As it is spoken, for counting syllables: Japanese in kana, with a space between the words.</param>
/// <param name="Pace">1 faster and −1 slower than usual; null where it does not matter.</param>
/// <param name="Pitch">1 higher and −1 lower than usual.</param>
/// <param name="Breath">So many seconds without a pause are aimed at; null where it does not matter.</param>
public sealed record DrillLine(string Text, string? Note, IReadOnlyList<string> Words, string Sound, int? Pace, int? Pitch, double? Breath);
