namespace Ting.Listening;

/// <summary>The cues one text holds.</summary>
internal readonly struct CuesFound(List<PatternHit> hits, List<Cue> cues)
{
    // a turn of phrase that hardly ever means what its words say, which the model cannot know
    private const double Sure = 4;

    public void AddTo(Span<double> scores)
    {
        foreach (var hit in hits)
            if (cues[hit.Pattern].Output is >= 0 and var output)
                scores[output] += cues[hit.Pattern].Weight * Share(output, cues[hit.Pattern].Weight);
    }

    /// <summary>Each cue once: that it is there, and that it is there in the last sentence.</summary>
    public void AddTo(List<Piece> pieces, FoldedText text, uint seed)
    {
        var last = text.Length == 0 ? 0 : text.Sentence(text.Length - 1);
        foreach (var hit in hits)
        {
            var hash = Hash.Mix(Hash.Mix(seed, '\u0006'), (char)cues[hit.Pattern].Key) ^ cues[hit.Pattern].Key;
            Once(pieces, hash, hit);
            if (last > 0 && text.Sentence(hit.Start) == last)
                Once(pieces, hash * 31, hit);
        }
    }

    public bool Has(CueField field, int label)
    {
        foreach (var hit in hits)
            if (cues[hit.Pattern].Field == field && cues[hit.Pattern].Label == label)
                return true;
        return false;
    }

    /// <summary>The label of a field with the greatest weight, or null.</summary>
    public int? Best(CueField field, out double weight)
    {
        int? best = null;
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

    /// <summary>The words that speak for a label, whole words only; those inside a longer stretch are left out.</summary>
    public List<Span>? Spans(FoldedText text, CueField field, int label)
    {
        List<Span>? spans = null;
        var end = -1;
        foreach (var hit in hits)
        {
            var cue = cues[hit.Pattern];
            if (cue.Field != field || cue.Label != label || cue.Weight <= 0 || hit.Start < end)
                continue;
            var (from, to) = text.WholeWords(hit.Start, hit.End);
            (spans ??= []).Add(text.OriginalSpan(from, to));
            end = to;
        }

        return spans;
    }

    // a cue is evidence; the model has the rest of the text to weigh, and has seen more of feelings than of threats
    private static double Share(int output, double weight) => output >= Heads.Urgency ? 0.9 : weight >= Sure ? 1 : 0.3;

    private static void Once(List<Piece> pieces, uint hash, PatternHit hit)
    {
        var piece = new Piece(Hash.Finish(hash), hit.Start, hit.End);
        foreach (var other in pieces)
            if (other.Hash == piece.Hash)
                return;
        pieces.Add(piece);
    }
}
