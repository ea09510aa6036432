namespace Ting.Listening;

/// <summary>The words by which a message shows feelings and needs, with how much each weighs.</summary>
internal sealed class Cues
{
    private static readonly Lazy<Cues> Chinese = new(() => new Cues("zh"));
    private static readonly Lazy<Cues> Japanese = new(() => new Cues("ja"));
    private static readonly Lazy<Cues> English = new(() => new Cues("en"));

    private readonly List<Cue> _cues = [];
    private readonly PatternSet _patterns;

    private Cues(string language)
    {
        var patterns = new List<string>();
        foreach (var line in KnowledgeFile.Lines("cues.tsv", language))
        {
            var parts = line.Split('\t');
            var dot = parts[0].IndexOf('.', StringComparison.Ordinal);
            var field = dot < 0 ? parts[0] : parts[0][..dot];
            var label = dot < 0 ? "" : parts[0][(dot + 1)..];
            _cues.Add(new Cue(
                field, label, Output(field, label), double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), Key(parts[0], _cues.Count)));
            patterns.Add(parts[2]);
        }

        _patterns = new PatternSet(patterns, language);
    }

    public static Cues For(string language) => language switch { "zh" => Chinese.Value, "ja" => Japanese.Value, _ => English.Value };

    public CuesFound Find(FoldedText text)
    {
        var hits = _patterns.Find(text);
        hits.RemoveAll(hit => text.IsQuoted(hit.Start) && text.IsQuoted(hit.End - 1) && _cues[hit.Pattern].Field == "emotion");
        return new CuesFound(hits, _cues);
    }

    private static uint Key(string name, int line)
    {
        var key = (uint)line;
        foreach (var letter in name)
            key = Hash.Mix(key, letter);
        return key;
    }

    private static int Output(string field, string label) => field switch
    {
        "emotion" => Heads.Emotion + (int)Enum.Parse<Emotion>(label, ignoreCase: true),
        "urgency" => Heads.Urgency + (int)Enum.Parse<Urgency>(label, ignoreCase: true),
        "need" => Heads.Need + (int)Enum.Parse<Need>(label, ignoreCase: true),
        "communicationNeed" => Heads.CommunicationNeed + (int)Enum.Parse<CommunicationNeed>(label, ignoreCase: true),
        "complaint" => Heads.Complaint,
        "escalation" => Heads.Escalation,
        _ => -1,
    };
}

/// <param name="Output">The output of the model the cue adds to, or -1.</param>
/// <param name="Key">What names it among the pieces the model weighs.</param>
internal sealed record Cue(string Field, string Label, int Output, double Weight, uint Key);

/// <summary>The cues one text holds.</summary>
internal readonly struct CuesFound(List<PatternHit> hits, List<Cue> cues)
{
    // a cue is evidence; the model has the rest of the text to weigh, and has seen more of feelings than of threats
    private static double Share(int output) => output < Heads.Urgency ? 0.3 : 0.9;

    public void AddTo(Span<double> scores)
    {
        foreach (var hit in hits)
            if (cues[hit.Pattern].Output is >= 0 and var output)
                scores[output] += cues[hit.Pattern].Weight * Share(output);
    }

    /// <summary>Each cue once: that it is there, and that it is there in the last sentence.</summary>
    public void AddTo(List<Piece> pieces, FoldedText text, uint seed)
    {
        var last = text.Length == 0 ? 0 : text.Sentence(text.Length - 1);
        var several = last > 0;
        foreach (var hit in hits)
        {
            var hash = Hash.Mix(Hash.Mix(seed, '\u0006'), (char)cues[hit.Pattern].Key) ^ cues[hit.Pattern].Key;
            Once(pieces, hash, hit);
            if (several && text.Sentence(hit.Start) == last)
                Once(pieces, hash * 31, hit);
        }
    }

    private static void Once(List<Piece> pieces, uint hash, PatternHit hit)
    {
        var piece = new Piece(Hash.Finish(hash), hit.Start, hit.End);
        foreach (var other in pieces)
            if (other.Hash == piece.Hash)
                return;
        pieces.Add(piece);
    }

    public bool Has(string field, string label = "")
    {
        foreach (var hit in hits)
            if (cues[hit.Pattern].Field == field && (label.Length == 0 || cues[hit.Pattern].Label == label))
                return true;
        return false;
    }

    /// <summary>The label of a field with the greatest weight, or null.</summary>
    public string? Best(string field, out double weight)
    {
        string? best = null;
        weight = 0;
        foreach (var hit in hits)
        {
            var cue = cues[hit.Pattern];
            if (cue.Field != field)
                continue;
            var sum = 0.0;
            foreach (var other in hits)
                if (cues[other.Pattern].Field == field && cues[other.Pattern].Label == cue.Label)
                    sum += cues[other.Pattern].Weight;
            if (sum > weight)
                (best, weight) = (cue.Label, sum);
        }

        return best;
    }

    /// <summary>The words that speak for a label; those inside a longer stretch are left out.</summary>
    public List<Span>? Spans(FoldedText text, string field, string label)
    {
        List<Span>? spans = null;
        var end = -1;
        foreach (var hit in hits)
        {
            var cue = cues[hit.Pattern];
            if (cue.Field != field || !string.Equals(cue.Label, label, StringComparison.OrdinalIgnoreCase) || cue.Weight <= 0 || hit.Start < end)
                continue;
            (spans ??= []).Add(text.OriginalSpan(hit.Start, hit.End));
            end = hit.End;
        }

        return spans;
    }
}
