namespace Ting.Listening;

/// <summary>What a cue speaks of. A sense has no label: what it means for the answers is learned.</summary>
internal enum CueField { Emotion, Urgency, Need, CommunicationNeed, Complaint, Escalation, Motive, Expectation, Mode, Sense }

/// <summary>The words by which a message shows feelings and needs, with how much each weighs.</summary>
internal sealed class Cues
{
    private static readonly Lazy<Cues> Chinese = new(() => new Cues("zh"));
    private static readonly Lazy<Cues> Japanese = new(() => new Cues("ja"));
    private static readonly Lazy<Cues> English = new(() => new Cues("en"));

    // what is denied is another cue, one for all that is good and one for all that is bad
    private static readonly Cue NoGood = new(CueField.Emotion, (int)Emotion.Dissatisfied, Heads.Emotion + (int)Emotion.Dissatisfied, 1.5, Key("good denied", 1));
    private static readonly Cue NoBad = new(CueField.Sense, 0, -1, 0, Key("bad denied", 1));

    private readonly List<Cue> _cues = [];
    private readonly List<int> _denied = [];
    private readonly PatternSet _patterns;
    private readonly string _language;

    private Cues(string language)
    {
        _language = language;
        var patterns = new List<string>();
        foreach (var line in KnowledgeFile.Lines("cues.tsv", language))
        {
            var parts = line.Split('\t');
            var dot = parts[0].IndexOf('.', StringComparison.Ordinal);
            var field = Enum.Parse<CueField>(dot < 0 ? parts[0] : parts[0][..dot], ignoreCase: true);
            var label = dot < 0 ? 0 : Label(field, parts[0][(dot + 1)..]);
            _cues.Add(new Cue(
                field, label, Output(field, label), double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), Key(parts[0], _cues.Count)));
            _denied.Add(Denied(parts[0]));
            patterns.Add(parts[2]);
        }

        _cues.Add(NoGood);
        _cues.Add(NoBad);

        _patterns = new PatternSet(patterns, language);
    }

    public static Cues For(string language) => language switch { "zh" => Chinese.Value, "ja" => Japanese.Value, _ => English.Value };

    public CuesFound Find(FoldedText text)
    {
        var hits = _patterns.Find(text);
        hits.RemoveAll(hit => text.IsQuoted(hit.Start) && text.IsQuoted(hit.End - 1) && _cues[hit.Pattern].Field == CueField.Emotion);
        for (var at = 0; at < hits.Count; at++)
            if (_denied[hits[at].Pattern] is var denied and not 0 && Negation.Of(text, hits[at].Start, hits[at].End, _language) is { } whole)
                hits[at] = new PatternHit(_cues.Count - (denied > 0 ? 2 : 1), whole.Start, whole.End);
        return new CuesFound(hits, _cues);
    }

    // 1 good, -1 bad, 0 neither
    private static int Denied(string name) => name switch
    {
        "emotion.satisfied" or "sense.goodThing" or "sense.goodTalk" or "sense.goodFolk" or "sense.goodEffect" or "sense.quickGood" or "sense.joy" => 1,
        "emotion.dissatisfied" or "emotion.angry" or "emotion.anxious" or "emotion.frustrated" or "sense.badThing" or "sense.badTalk" or "sense.dearBad" or "sense.lateBad" or "sense.rage" or "sense.worry" or "sense.grief" => -1,
        _ => 0,
    };

    private static uint Key(string name, int line)
    {
        var key = (uint)line;
        foreach (var letter in name)
            key = Hash.Mix(key, letter);
        return key;
    }

    private static int Label(CueField field, string label) => field switch
    {
        CueField.Emotion => (int)Enum.Parse<Emotion>(label, ignoreCase: true),
        CueField.Urgency => (int)Enum.Parse<Urgency>(label, ignoreCase: true),
        CueField.Need => (int)Enum.Parse<Need>(label, ignoreCase: true),
        CueField.CommunicationNeed => (int)Enum.Parse<CommunicationNeed>(label, ignoreCase: true),
        CueField.Motive => (int)Enum.Parse<Motive>(label, ignoreCase: true),
        CueField.Expectation => (int)Enum.Parse<Expectation>(label, ignoreCase: true),
        CueField.Mode => (int)Enum.Parse<Mode>(label, ignoreCase: true),
        _ => 0,
    };

    private static int Output(CueField field, int label) => field switch
    {
        CueField.Emotion => Heads.Emotion + label,
        CueField.Urgency => Heads.Urgency + label,
        CueField.Need => Heads.Need + label,
        CueField.CommunicationNeed => Heads.CommunicationNeed + label,
        CueField.Complaint => Heads.Complaint,
        CueField.Escalation => Heads.Escalation,
        _ => -1,
    };
}

/// <param name="Label">The number of the label in its enumeration.</param>
/// <param name="Output">The output of the model the cue adds to, or -1.</param>
/// <param name="Key">What names it among the pieces the model weighs.</param>
internal sealed record Cue(CueField Field, int Label, int Output, double Weight, uint Key);
