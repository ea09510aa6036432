namespace Ting.Server.Features.Segments;

/// <summary>Names the SegmentsText*.resx files beside it.</summary>
public sealed class SegmentsText;
