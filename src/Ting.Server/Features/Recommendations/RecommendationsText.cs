namespace Ting.Server.Features.Recommendations;

/// <summary>Names the RecommendationsText*.resx files beside it.</summary>
public sealed class RecommendationsText;
