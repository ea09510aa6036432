using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli.Evaluation;

/// <summary>How well the coach agrees with readers of drafts, language by language.</summary>
internal sealed class DraftScores
{
    private readonly SortedDictionary<string, Language> _languages = new(StringComparer.Ordinal);

    /// <summary>What is shown, in this order; null where there is nothing to measure.</summary>
    public static readonly (string Name, Func<Language, double?> Of)[] Figures =
    [
        ("drafts", it => it.Drafts.Total),
        ("good or not, accuracy", it => it.Drafts.Share),
        ("good or not, hints aside", it => it.Firm.Share),
        ("findings, precision", it => it.Categories.Precision),
        ("findings, recall", it => it.Categories.Recall),
        ("findings, F1", it => it.Categories.F1),
        ("findings, precision, hints aside", it => it.CategoriesFirm.Precision),
        ("findings, recall, hints aside", it => it.CategoriesFirm.Recall),
        ("objected to of good drafts", it => it.Good.Share),
        ("… hints aside", it => it.GoodFirm.Share),
        ("objected to of better wordings", it => it.Better.Share),
        ("objected to of good turns", it => it.Turns.Share),
        ("… hints aside", it => it.TurnsFirm.Share),
        ("objected to of plain messages", it => it.Plain.Share),
        ("… hints aside", it => it.PlainFirm.Share),
        ("refusal, accuracy", it => it.Refusal.Share),
        ("empathy, accuracy", it => it.Empathy.Share),
        ("promise, accuracy", it => it.Promise.Share),
        ("question type, accuracy", it => it.Question.Share),
        ("open or closed, accuracy", it => it.Open.Share),
        ("bad drafts rewritten", it => it.Rewritten.Share),
        ("rewrites the coach accepts", it => it.Accepted.Share),
    ];

    public static DraftScores Of(IEnumerable<DraftItem> items, DraftModel model)
    {
        var scores = new DraftScores();
        foreach (var item in items)
            scores.Add(item, model);
        return scores;
    }

    public IEnumerable<string> Languages => _languages.Keys;

    public Language this[string language] => _languages[language];

    public void Add(DraftItem item, DraftModel model)
    {
        if (!_languages.TryGetValue(item.Language, out var language))
            _languages.Add(item.Language, language = new Language());
        language.Add(item, model);
    }

    /// <summary>How many of how many.</summary>
    public sealed class Tally
    {
        public int Hits { get; private set; }
        public int Total { get; private set; }
        public double? Share => Total == 0 ? null : Hits / (double)Total;

        public void Add(bool hit)
        {
            Total++;
            Hits += hit ? 1 : 0;
        }
    }

    /// <summary>The figures of one language. An objection is any finding, a hint too; a firm one is more than a hint.</summary>
    public sealed class Language
    {
        public Tally Drafts { get; } = new();
        public Tally Firm { get; } = new();
        public Tally Good { get; } = new();
        public Tally GoodFirm { get; } = new();
        public Tally Better { get; } = new();
        public Tally Turns { get; } = new();
        public Tally TurnsFirm { get; } = new();
        public Tally Plain { get; } = new();
        public Tally PlainFirm { get; } = new();
        public Tally Refusal { get; } = new();
        public Tally Empathy { get; } = new();
        public Tally Promise { get; } = new();
        public Tally Question { get; } = new();
        public Tally Open { get; } = new();
        public Tally Rewritten { get; } = new();
        public Tally Accepted { get; } = new();

        public CategoryTally Categories { get; } = new();
        public CategoryTally CategoriesFirm { get; } = new();

        public void Add(DraftItem item, DraftModel model)
        {
            var (draft, review) = (item.Draft, Review(item.Draft.Text, item.Draft, model));
            var (good, objects, firm) = (draft.Findings.Count == 0, Objects(review), IsFirm(review));
            switch (item.Kind)
            {
                case DraftKind.Agent when draft.Facts is null && good: // the plain ones say no more than that
                    Plain.Add(objects);
                    PlainFirm.Add(firm);
                    return;
                case DraftKind.Better:
                    Better.Add(objects);
                    return;
                case DraftKind.Turn:
                    if (good)
                    {
                        Turns.Add(objects);
                        TurnsFirm.Add(firm);
                    }

                    return;
            }

            Drafts.Add(objects != good);
            Firm.Add(firm != good);
            if (good)
            {
                Good.Add(objects);
                GoodFirm.Add(firm);
            }
            else if (objects)
            {
                Rewritten.Add(review.Rewrite is not null);
                if (review.Rewrite is { } rewrite)
                    Accepted.Add(!Objects(Review(rewrite, draft, model)));
            }

            Compare(draft, review);
            if (draft.Facts is not null)
                Compare(draft.Facts, review);
        }

        private void Compare(LabelledDraft draft, Coaching review)
        {
            var findings = review.Findings.Where(finding => finding.Category != "wording").ToList();
            var right = draft.Findings.ToHashSet(StringComparer.Ordinal);
            Categories.Add(right, findings.Select(finding => finding.Category).ToHashSet(StringComparer.Ordinal));
            CategoriesFirm.Add(right, findings.Where(finding => finding.Severity != Severity.Hint).Select(finding => finding.Category).ToHashSet(StringComparer.Ordinal));
        }

        private void Compare(DraftLabels facts, Coaching review)
        {
            Refusal.Add(review.Refusal == facts.Refusal);
            Empathy.Add(review.Empathy is not null == facts.Empathy);
            Promise.Add(review.Promise is not null == facts.Promise);
            if (facts.Question is not { } right)
                return;
            Question.Add(review.QuestionType == right);
            Open.Add(review.QuestionType is { } type && IsOpen(type) == IsOpen(right));
        }

        private static Coaching Review(string text, LabelledDraft draft, DraftModel model) => Coach.Review(text, draft.Context, draft.Language, model: model);

        private static bool Objects(Coaching review) => review.Findings.Count > 0;

        private static bool IsFirm(Coaching review) => review.Findings.Any(finding => finding.Severity != Severity.Hint);

        private static bool IsOpen(QuestionType type) => type is QuestionType.Open or QuestionType.Clarifying or QuestionType.Information or QuestionType.Targeted;
    }
}
