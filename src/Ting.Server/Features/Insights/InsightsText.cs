namespace Ting.Server.Features.Insights;

public sealed class InsightsText;
