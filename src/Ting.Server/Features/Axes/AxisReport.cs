using Ting.Measurement;
using Ting.Server.Features.Reviews.Scorecards;

namespace Ting.Server.Features.Axes;

/// <summary>One axis of one group: the mean of its sources, each with the same weight.</summary>
/// <param name="Share">Null where no source has enough.</param>
/// <param name="Count">What the sources that count rest on, together.</param>
/// <param name="Sources">Those that count.</param>
public sealed record AxisFigure(Interval? Share, int Count, IReadOnlyList<AxisSource> Sources)
{
    /// <summary>A source with fewer says nothing.</summary>
    public const int Fewest = CustomerSatisfaction.FewestAnswers;

    internal static AxisFigure Of(CriterionAxis axis, IReadOnlyDictionary<AxisSource, AxisCount> counts)
    {
        AxisSource[] enough = [.. AxisSources.Of(axis).Where(it => counts.GetValueOrDefault(it).Count >= Fewest)];
        return new(enough.Length == 0 ? null : Proportion.Mean([.. enough.Select(it => Proportion.Wilson(counts[it].Kept, counts[it].Count))]), enough.Sum(it => counts[it].Count), enough);
    }

    /// <summary>Its interval lies on one side of the line.</summary>
    public bool IsClear(double line) => Share is { } share && (share.Low >= line || share.High < line);
}

/// <param name="Key">As addresses name it: the team's id, the role, the length of time here; all, rest or none.</param>
/// <param name="Agents">Who did what is counted.</param>
public sealed record AxisGroup(string Key, string Name, IReadOnlyList<Guid> Agents, IReadOnlyDictionary<AxisSource, AxisCount> Counts)
{
    /// <summary>Everybody who is shown.</summary>
    public const string All = "all";

    /// <summary>Groups too small to be shown by themselves, together.</summary>
    public const string Rest = "rest";

    /// <summary>People without a team.</summary>
    public const string None = "none";

    /// <summary>A group of fewer would show one person to whoever knows the other.</summary>
    public const int FewestPeople = 3;

    public int People => Agents.Count;

    public AxisFigure Procedural { get; } = AxisFigure.Of(CriterionAxis.Procedural, Counts);

    public AxisFigure Personal { get; } = AxisFigure.Of(CriterionAxis.Personal, Counts);

    public AxisFigure this[CriterionAxis axis] => axis is CriterionAxis.Procedural ? Procedural : Personal;

    /// <summary>Null where one of the axes has not enough.</summary>
    public AxisField? FieldOf(double line) => Procedural.Share is not { } procedural || Personal.Share is not { } personal ? null
        : (procedural.Value >= line, personal.Value >= line) switch { (true, true) => AxisField.Both, (true, false) => AxisField.ProceduralOnly, (false, true) => AxisField.PersonalOnly, _ => AxisField.Neither };

    public bool IsClear(double line) => Procedural.IsClear(line) && Personal.IsClear(line);
}

/// <param name="Whole">Everybody who stands in a group that is shown; so nothing of a hidden one can be worked out from it.</param>
/// <param name="Hidden">People whose groups are too small, even together.</param>
public sealed record AxisReport(AxisGrouping By, IReadOnlyList<AxisGroup> Groups, AxisGroup Whole, int Hidden)
{
    /// <summary>Where the lines of the picture may be drawn, in percent; the first is the usual.</summary>
    public static readonly IReadOnlyList<int> Lines = [80, 70, 90];

    public AxisGroup? Find(string? key) => key == AxisGroup.All ? Whole.People == 0 ? null : Whole : Groups.FirstOrDefault(it => it.Key == key);
}
