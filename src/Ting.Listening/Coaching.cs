using System.Text.Json.Serialization;

namespace Ting.Listening;

/// <summary>What the coach says about one draft. The JSON form is the one of <c>ting coach</c> and the REST API.</summary>
public sealed record Coaching
{
    /// <summary>zh, ja or en: the language of the draft.</summary>
    [JsonPropertyName("lang")]
    public required string Language { get; init; }

    /// <summary>In the order of the text.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required bool Refusal { get; init; }

    /// <summary>REF-02: the tone of the refusal, or null.</summary>
    public RefusalTone? RefusalTone { get; init; }

    public required bool Apology { get; init; }

    /// <summary>The technique of LIS-09 the draft uses, or null.</summary>
    public string? Empathy { get; init; }

    /// <summary>The draft repeats in its own words what the customer said.</summary>
    public required bool Paraphrase { get; init; }

    /// <summary>The draft says who does what by when.</summary>
    public required bool Specific { get; init; }

    public required bool ReasonGiven { get; init; }
    public DraftPromise? Promise { get; init; }

    /// <summary>One of ASK-02's eight types of the last question, or null.</summary>
    public QuestionType? QuestionType { get; init; }

    /// <summary>PHR-01 categories present.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>0 to 100; <see cref="ScoreParts"/> sum to it.</summary>
    public required int Score { get; init; }

    public IReadOnlyDictionary<string, int> ScoreParts { get; init; } = new Dictionary<string, int>();

    /// <summary>The whole draft with every accepted suggestion put in, when that differs from the draft.</summary>
    public string? Rewrite
    {
        get => _rewrite?.Value;
        init => _rewrite = new Lazy<string?>(() => value);
    }

    /// <summary>Made when it is first asked for: it reads the draft again, and most who look at a draft do not want it.</summary>
    internal Lazy<string?> RewriteWhenAsked { init => _rewrite = value; }

    private readonly Lazy<string?>? _rewrite;

    /// <summary>The same with what others found; where both would begin a sentence anew, theirs stands. The score and the rewriting stay the coach's.</summary>
    public Coaching With(IReadOnlyList<Finding> others) => others.Count == 0 ? this : this with
    {
        Findings = [.. Findings.Where(it => !others.Any(other => other.Start == it.Start && other.Length == it.Length)).Concat(others).OrderBy(it => it.Start).ThenBy(it => it.Length)],
    };
}

/// <summary>One thing in a draft that would leave the customer worse off.</summary>
/// <param name="Rule">The rule's id in the product's vocabulary: LANG-01.negation, LANG-09, ASK-06 …</param>
/// <param name="Category">negation, contempt, vagueness, impatience, quarrel, blame, command, noReason, companyImage, forbiddenQuestion, conversationEndingQuestion or wording.</param>
/// <param name="Start">First UTF-16 code unit marked.</param>
/// <param name="Why">One sentence in the language asked for.</param>
/// <param name="Suggestion">What to put in place of <paramref name="Text"/>, so that the whole sentence reads well; null when only the agent can know.</param>
public sealed record Finding(string Rule, string Category, Severity Severity, int Start, int Length, string Text, string Why, string? Suggestion);

public enum Severity { Hint, Warn, Block }

public enum QuestionType { Targeted, Choice, Information, Clarifying, Consulting, Service, Open, Closed }

/// <param name="When">In the words of the text; null without a time.</param>
/// <param name="Owner">In the words of the text; null if nobody is named.</param>
public sealed record DraftPromise(string What, string? When, string? Owner);
