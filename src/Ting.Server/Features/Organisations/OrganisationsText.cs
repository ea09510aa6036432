namespace Ting.Server.Features.Organisations;

/// <summary>Names the OrganisationsText*.resx files beside it.</summary>
public sealed class OrganisationsText;
