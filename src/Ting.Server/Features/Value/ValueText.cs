namespace Ting.Server.Features.Value;

/// <summary>Names the ValueText*.resx files beside it.</summary>
public sealed class ValueText;
