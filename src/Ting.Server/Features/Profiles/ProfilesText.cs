namespace Ting.Server.Features.Profiles;

/// <summary>Names the ProfilesText*.resx files beside it.</summary>
public sealed class ProfilesText;
