namespace Ting.Server.Features.Axes;

/// <summary>Names the AxesText*.resx files beside it.</summary>
public sealed class AxesText;
