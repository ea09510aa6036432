namespace Ting.Server.Features.Fans.Community;

/// <summary>Names the CommunityText*.resx files beside it.</summary>
public sealed class CommunityText;
