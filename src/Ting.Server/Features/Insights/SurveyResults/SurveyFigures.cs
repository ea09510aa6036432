using Ting.Measurement;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>Everything a survey's answers say, counted by the library; this record only carries it.</summary>
/// <param name="Answers">How many count.</param>
/// <param name="Straight">How many were ticked without reading.</param>
/// <param name="Duplicates">How many were given twice.</param>
/// <param name="Invited">Who was asked in the period.</param>
/// <param name="InvitedAnswered">How many of those answered.</param>
/// <param name="Hidden">Too few anonymous answers: nothing is shown, so that nobody can be recognised.</param>
/// <param name="IsCut">More answers than are counted at once: the newest are.</param>
public sealed record SurveyFigures(
    Survey Survey, Questionnaire Questionnaire, int Answers, int Straight, int Duplicates, int Invited, int InvitedAnswered, bool Hidden, bool IsCut,
    HeadFigure? Head, IReadOnlyList<ItemFigure> Items, ServqualFigure? Servqual, IReadOnlyList<KanoFigure> Kano, IReadOnlyList<GroupFigures> Groups)
{
    /// <summary>Of anonymous answers, fewer are not shown.</summary>
    public const int FewestAnonymous = 5;
}

/// <summary>What the whole survey comes to.</summary>
/// <param name="Figures">csat and easy as a share, nps in points; effort, impression-stranger and impression-service on their scale.</param>
/// <param name="Count">How many answers they rest on.</param>
/// <param name="Parts">How many in each part: promoters, passives, detractors; or each place of the scale.</param>
public sealed record HeadFigure(IReadOnlyList<(string Name, Interval Value)> Figures, int Count, IReadOnlyList<(string Name, int Count)> Parts);

/// <summary>One question by itself.</summary>
/// <param name="Mean">Null without an answer, and for choices.</param>
/// <param name="Counts">How often each place, or each option, was chosen.</param>
public sealed record ItemFigure(Item Item, Section Section, Interval? Mean, int Count, int Unknown, IReadOnlyList<int> Counts);

/// <summary>Service quality by dimension and by statement.</summary>
/// <param name="Statements">In the order of the report's items.</param>
/// <param name="LeftOut">Answers with an item left open, or to a version with other statements.</param>
/// <param name="Weighed">How many shared out a hundred points.</param>
public sealed record ServqualFigure(IReadOnlyList<Item> Statements, ServqualReport Report, int LeftOut, int Weighed, ServqualWeights? Weights)
{
    /// <summary>The dimension that falls furthest short; where expectations were not asked, the one perceived lowest.</summary>
    public ServqualReport.DimensionScore Weakest => Report.Dimensions.MinBy(it => it.Score.Gap?.Value ?? it.Score.Perception.Value)!;
}

public sealed record KanoFigure(Item Item, KanoCounts Counts, KanoPosition Position);

/// <summary>The same survey within one inbox or team.</summary>
/// <param name="Kind">inbox or team.</param>
/// <param name="Head">Of surveys with one figure.</param>
public sealed record GroupFigures(string Kind, Guid Id, string Name, int Answers, Interval? Head, ServqualReport? Servqual);
