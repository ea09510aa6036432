namespace Ting.Server.Features.Reports;

/// <summary>Names the ReportsText*.resx files beside it.</summary>
public sealed class ReportsText;
