namespace Ting.Server.Features.Outreach;

/// <summary>Names the OutreachText*.resx files beside it.</summary>
public sealed class OutreachText;
