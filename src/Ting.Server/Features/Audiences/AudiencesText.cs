namespace Ting.Server.Features.Audiences;

/// <summary>Names the AudiencesText*.resx files beside it.</summary>
public sealed class AudiencesText;
