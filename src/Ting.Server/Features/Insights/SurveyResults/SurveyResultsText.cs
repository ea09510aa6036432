namespace Ting.Server.Features.Insights.SurveyResults;

public sealed class SurveyResultsText;
