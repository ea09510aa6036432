namespace Ting.Server.Features.Academy.Grading;

/// <summary>Stored by name; never rename one.</summary>
public enum Verdict { Wrong, Partly, Right }

public enum PointState { Good, Hint, Bad }

/// <summary>What became of one answer, and why.</summary>
/// <param name="Score">From 0 to 100; 100 only for a right one.</param>
/// <param name="Better">A version that passes.</param>
public sealed record Grade(Verdict Verdict, int Score, IReadOnlyList<Point> Points, string? Better);

/// <summary>One reason for a grade.</summary>
/// <param name="Code">Its words are <c>point.{Code}</c> of AcademyText.</param>
/// <param name="Quote">The words of the answer, or the item, that it is about.</param>
/// <param name="Rule">The rule's id, when a rule stands behind it.</param>
/// <param name="Why">The rule's explanation, in the learner's language.</param>
public sealed record Point(PointState State, string Code, string? Quote = null, string? Rule = null, string? Why = null);

/// <summary>What somebody answered: words, or what they picked.</summary>
/// <param name="Picks">Choose and find: the items picked. Classify and match: for each item its group. Order and greet: for each item its place, from 1.</param>
public sealed record Answer(string? Text, IReadOnlyList<int>? Picks)
{
    public const int LongestText = 4_000;
}
