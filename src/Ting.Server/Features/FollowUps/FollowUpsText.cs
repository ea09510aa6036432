namespace Ting.Server.Features.FollowUps;

/// <summary>Names the FollowUpsText*.resx files beside it.</summary>
public sealed class FollowUpsText;
