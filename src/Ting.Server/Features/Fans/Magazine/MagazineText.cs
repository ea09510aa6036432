namespace Ting.Server.Features.Fans.Magazine;

/// <summary>Names the MagazineText*.resx files beside it.</summary>
public sealed class MagazineText;
