namespace Ting.Server.Features.Academy.Courses;

/// <summary>
/// What is to be done. The first five are written in the learner's own words and read by the coach; in the others one picks.
/// Stored by name in attempts' courses; never rename one.
/// </summary>
public enum ExerciseKind { Rewrite, Ask, Refuse, Empathise, Write, Find, Choose, Classify, Match, Order, Greet }

/// <summary>One exercise. Which parts it has depends on its kind.</summary>
/// <param name="Key">The same in every language; unique in its course.</param>
/// <param name="IsTest">It counts for the certificate.</param>
/// <param name="Needs">What a written answer must do besides being clean: see <c>WritingGrader</c>.</param>
public sealed record Exercise(string Key, ExerciseKind Kind, bool IsTest, IReadOnlyList<string> Rules, IReadOnlyList<string> Needs)
{
    /// <summary>What to do, when the kind alone does not say it.</summary>
    public string? Task { get; init; }

    public string? Situation { get; init; }

    /// <summary>What the customer said before.</summary>
    public string? Customer { get; init; }

    /// <summary>The sentence to be said better.</summary>
    public string? Given { get; init; }

    /// <summary>An answer that passes.</summary>
    public string? Model { get; init; }

    /// <summary>Answers that do not pass.</summary>
    public IReadOnlyList<string> Bad { get; init; } = [];

    /// <summary>What every good answer says, each in one of its wordings.</summary>
    public IReadOnlyList<Phrasing> Says { get; init; } = [];

    /// <summary>What makes an answer miss this exercise, however well it is put.</summary>
    public IReadOnlyList<Phrasing> Spoils { get; init; } = [];

    /// <summary>In characters, where being brief is the point; 0 where it is not.</summary>
    public int Longest { get; init; }

    /// <summary>What there is to pick from; for an order, in the right one.</summary>
    public IReadOnlyList<ExerciseItem> Items { get; init; } = [];

    /// <summary>What items belong to.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>When people are greeted, 0 to 23.</summary>
    public int Hour { get; init; }

    public bool IsWritten => Kind <= ExerciseKind.Write;

    /// <summary>The places in which the items are shown: mixed, and the same each time.</summary>
    public IReadOnlyList<int> Shown => [.. Enumerable.Range(0, Items.Count).OrderBy(at => Scattered(at, Key)).ThenBy(at => at)];

    // string.GetHashCode differs from start to start
    private static uint Scattered(int at, string key) => key.Aggregate(2_166_136_261u + ((uint)at * 2_654_435_761u), (sum, letter) => (sum ^ letter) * 16_777_619u) >> 3;
}

/// <param name="IsRight">To be picked.</param>
/// <param name="Group">Where it belongs.</param>
/// <param name="Why">Said afterwards.</param>
/// <param name="Rule">The rule that a line to be found breaks.</param>
/// <param name="Rank">Of a person who is greeted; higher is earlier.</param>
/// <param name="Distance">Of a person who is greeted; smaller is earlier.</param>
public sealed record ExerciseItem(string Text, bool IsRight, string? Group, string? Why, string? Rule, int Rank, bool IsLady, int Distance);
