namespace Ting.Server.Features.Forwards;

/// <summary>Names the ForwardsText*.resx files beside it.</summary>
public sealed class ForwardsText;
