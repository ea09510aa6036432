namespace Ting.Server.Features.Moments;

/// <summary>Names the MomentsText*.resx files beside it.</summary>
public sealed class MomentsText;
