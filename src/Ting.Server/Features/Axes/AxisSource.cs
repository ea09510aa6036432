using Ting.Server.Features.Reviews.Scorecards;

namespace Ting.Server.Features.Axes;

/// <summary>What an axis is measured by. In the order of the page.</summary>
public enum AxisSource
{
    /// <summary>Criteria of process kind that were met in reviews.</summary>
    ProcessCriteria,

    /// <summary>Targets of service levels that were met.</summary>
    ServiceLevels,

    /// <summary>Promises that were kept in time.</summary>
    Promises,

    /// <summary>Complaints in which all six steps were walked.</summary>
    ComplaintSteps,

    /// <summary>Items of the seven rights and of the sales phase that were met.</summary>
    Checklists,

    /// <summary>Conversations in which a standard process applied and every step of it was recorded.</summary>
    StandardProcesses,

    /// <summary>Criteria of personal kind that were met in reviews: the feeling answered, no taboo, courtesy.</summary>
    PersonalCriteria,

    /// <summary>Conversations without words that the coach marks.</summary>
    Wording,

    /// <summary>Customers who came displeased and were so no longer at the end.</summary>
    Recovery,

    /// <summary>Ratings that name the attitude as what mattered, and are good.</summary>
    Attitude,
}

/// <summary>By what people are put together. Never one by one: a picture of persons would be a ranking of them.</summary>
public enum AxisGrouping { Team, Role, Tenure }

/// <summary>The four fields of the picture (SQ-01, after Martin). Unclear: an interval lies on both sides of the line.</summary>
public enum AxisField { Both, ProceduralOnly, PersonalOnly, Neither }

public static class AxisSources
{
    public static CriterionAxis AxisOf(AxisSource source) => source < AxisSource.PersonalCriteria ? CriterionAxis.Procedural : CriterionAxis.Personal;

    public static IEnumerable<AxisSource> Of(CriterionAxis axis) => Enum.GetValues<AxisSource>().Where(it => AxisOf(it) == axis);

    /// <summary>Whether the rows behind it are cases; else they are conversations.</summary>
    public static bool IsAboutCases(AxisSource source) => source is AxisSource.ComplaintSteps or AxisSource.Checklists;
}

/// <param name="Kept">How many went well.</param>
public readonly record struct AxisCount(int Kept, int Count)
{
    public static AxisCount operator +(AxisCount one, AxisCount other) => new(one.Kept + other.Kept, one.Count + other.Count);
}
