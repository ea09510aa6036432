namespace Ting.Server.Features.Chain;

/// <summary>What leads to what (SPC-01), in this order. Stored by name; never rename one.</summary>
public enum ChainLink { InternalQuality, EmployeeSatisfaction, EmployeeLoyalty, Productivity, CustomerSatisfaction, CustomerLoyalty, Profit }

/// <summary>Stored by name; never rename one.</summary>
public enum ChainStep { Week, Month }

/// <summary>Where the numbers of a link come from. Stored by name; never rename one.</summary>
public enum ChainSource
{
    /// <summary>Typed in or taken from a file: what the product cannot know.</summary>
    Entered,
    EmployeeInternal,
    EmployeeCare,
    EmployeeSatisfaction,
    EmployeeLoyalty,
    ServqualSupport,
    Tenure,
    Stayed,
    ResolvedPerColleague,
    MessagesPerResolution,
    ReviewScore,
    ServqualPerceived,
    Csat,
    Nps,
    RepeatOrders,
    RepeatContacts,
    ServiceProfit,
    Revenue,
}

/// <summary>How a number is written.</summary>
public enum ChainUnit { Number, Scale, Share, Points, Months, Money }

/// <param name="LowerIsBetter">More of it is worse: what follows from it is expected to go the other way.</param>
/// <param name="Fewest">A period that rests on fewer shows no number.</param>
internal sealed record ChainMetric(ChainSource Source, ChainUnit Unit, bool LowerIsBetter, int Fewest, ChainLink[] Links);

/// <summary>What can stand for which link.</summary>
internal static class ChainMetrics
{
    /// <summary>The first of a link is the usual one.</summary>
    public static readonly IReadOnlyList<ChainMetric> All =
    [
        new(ChainSource.EmployeeInternal, ChainUnit.Scale, false, Insights.SurveyResults.SurveyFigures.FewestAnonymous, [ChainLink.InternalQuality]),
        new(ChainSource.ServqualSupport, ChainUnit.Scale, false, 3, [ChainLink.InternalQuality]),
        new(ChainSource.EmployeeSatisfaction, ChainUnit.Scale, false, Insights.SurveyResults.SurveyFigures.FewestAnonymous, [ChainLink.EmployeeSatisfaction]),
        new(ChainSource.EmployeeCare, ChainUnit.Scale, false, Insights.SurveyResults.SurveyFigures.FewestAnonymous, [ChainLink.InternalQuality, ChainLink.EmployeeSatisfaction]),
        new(ChainSource.EmployeeLoyalty, ChainUnit.Scale, false, Insights.SurveyResults.SurveyFigures.FewestAnonymous, [ChainLink.EmployeeLoyalty]),
        new(ChainSource.Tenure, ChainUnit.Months, false, 1, [ChainLink.EmployeeLoyalty]),
        new(ChainSource.Stayed, ChainUnit.Share, false, 1, [ChainLink.EmployeeLoyalty]),
        new(ChainSource.ResolvedPerColleague, ChainUnit.Number, false, 3, [ChainLink.Productivity]),
        new(ChainSource.MessagesPerResolution, ChainUnit.Number, true, 3, [ChainLink.Productivity]),
        new(ChainSource.ReviewScore, ChainUnit.Points, false, 3, [ChainLink.Productivity]),
        new(ChainSource.Csat, ChainUnit.Share, false, 3, [ChainLink.CustomerSatisfaction]),
        new(ChainSource.ServqualPerceived, ChainUnit.Scale, false, 3, [ChainLink.Productivity, ChainLink.CustomerSatisfaction]),
        new(ChainSource.RepeatOrders, ChainUnit.Share, false, 3, [ChainLink.CustomerLoyalty]),
        new(ChainSource.Nps, ChainUnit.Points, false, 3, [ChainLink.CustomerLoyalty]),
        new(ChainSource.RepeatContacts, ChainUnit.Share, true, 3, [ChainLink.CustomerLoyalty]),
        new(ChainSource.ServiceProfit, ChainUnit.Money, false, 1, [ChainLink.Profit]),
        new(ChainSource.Revenue, ChainUnit.Money, false, 1, [ChainLink.Profit]),
        new(ChainSource.Entered, ChainUnit.Number, false, 0, Enum.GetValues<ChainLink>()),
    ];

    public static ChainMetric Of(ChainSource source) => All.First(it => it.Source == source);

    public static IEnumerable<ChainMetric> For(ChainLink link) => All.Where(it => it.Links.Contains(link));

    public static ChainSource Usual(ChainLink link) => For(link).First().Source;

    public static bool IsAboutEmployees(ChainSource source) => source is ChainSource.EmployeeInternal or ChainSource.EmployeeCare or ChainSource.EmployeeSatisfaction or ChainSource.EmployeeLoyalty;
}
