namespace Ting.Server.Features.Importing;

/// <summary>Names the ImportsText*.resx files beside it.</summary>
public sealed class ImportsText;
