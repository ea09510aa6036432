namespace Ting.Server.Features.Fans;

/// <summary>Names the FansText*.resx files beside it.</summary>
public sealed class FansText;
