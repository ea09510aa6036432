using Ting.Server.Features.Insights.Hours;
using Ting.Server.Features.Insights.SurveyResults;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Insights;

/// <summary>The table of contents of this folder.</summary>
internal static class InsightsFeature
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<InsightQueries>()
        .AddSingleton<PackHours>()
        .AddHostedService<PackAlways>()
        .AddSingleton<ReadSurveyResults>()
        .AddRefusalTexts<InsightsText>()
        .AddRefusalTexts<SurveyResultsText>();

    public static void MapInsights(this IEndpointRouteBuilder api)
    {
        ReportAnswers.Map(api);
        SurveyFiles.MapApi(api);
    }

    public static void MapInsightFiles(this IEndpointRouteBuilder routes)
    {
        InsightFiles.Map(routes);
        SurveyFiles.Map(routes);
    }
}
