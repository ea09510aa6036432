namespace Ting.Server.Features.Ideas;

/// <summary>Names the IdeasText*.resx files beside it.</summary>
public sealed class IdeasText;
