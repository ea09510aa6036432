namespace Ting.Listening;

/// <summary>The trained model's view of one draft.</summary>
internal sealed class DraftOpinion
{
    // beside the likeliest category, one that is likely by itself
    private const double Also = 0.25;

    private readonly Draft _draft;
    private readonly DraftModel _model;
    private readonly List<DraftFeatures.Feature> _features;
    private readonly double[] _shares;

    public DraftOpinion(Draft draft, DraftModel model)
    {
        _draft = draft;
        _model = model;
        _features = DraftFeatures.Of(draft);
        _shares = model.Read(_features, draft.Language);
    }

    /// <summary>How likely the draft leaves the customer worse off.</summary>
    public double Bad => _shares[DraftHeads.Bad];

    public bool Refusal => _shares[DraftHeads.Refusal] >= 0.5;
    public bool Empathy => _shares[DraftHeads.Empathy] >= 0.5;

    /// <summary>Something speaks for it: enough where the words of a technique stand, too.</summary>
    public bool MayFeel => _shares[DraftHeads.Empathy] >= 0.25;

    /// <summary>Nothing speaks for a promise, whatever words of time stand in it.</summary>
    public bool HardlyPromises => _shares[DraftHeads.Promise] < 0.3;

    /// <summary>It asks something, though no mark of a question shows it.</summary>
    public bool Asks => _shares[DraftHeads.Question] < 0.3;

    /// <summary>The likeliest of the eight types; ask only where there is a question.</summary>
    public QuestionType Question
    {
        get
        {
            var best = 1;
            for (var at = 2; at < DraftHeads.Questions; at++)
                if (_shares[DraftHeads.Question + at] > _shares[DraftHeads.Question + best])
                    best = at;
            return (QuestionType)(best - 1);
        }
    }

    public double Of(string category) => DraftHeads.Of(category) is >= 0 and var head ? _shares[head] : 0;

    /// <summary>The categories it would name, the likeliest of the possible ones always.</summary>
    public IEnumerable<(string Category, double Share)> Categories(Func<string, bool> possible)
    {
        var best = -1;
        for (var head = 0; head < DraftHeads.Bad; head++)
            if (possible(DraftHeads.Categories[head]) && (best < 0 || _shares[head] > _shares[best]))
                best = head;
        for (var head = 0; head < DraftHeads.Bad; head++)
            if (head == best || (_shares[head] >= Also && possible(DraftHeads.Categories[head])))
                yield return (DraftHeads.Categories[head], _shares[head]);
    }

    /// <summary>The sentence whose words speak most for a category.</summary>
    public (int Start, int End) Sentence(string category)
    {
        var text = _draft.Text;
        var letters = _model.Letters(_features, _draft.Language, text.Length, DraftHeads.Of(category));
        var (best, most, sum, start) = (0, double.MinValue, 0.0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !text.IsSentenceEnd(at))
            {
                sum += letters[at];
                continue;
            }

            if (at > start && sum > most)
                (best, most) = (start, sum);
            (sum, start) = (0, at + 1);
        }

        while (best < text.Length - 1 && (text[best] == ' ' || text.IsSentenceEnd(best)))
            best++;
        return text.SentenceAround(best, best + 1);
    }
}
