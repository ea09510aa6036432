using Ting.Server.Features.People;

namespace Ting.Server.Features.Organisations;

/// <summary>An organisation as the API shows it.</summary>
public sealed record OrganisationShape(Guid Id, string Name, string? Tier, IReadOnlyList<string> Domains, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    public static OrganisationShape Of(Organisation it) => new(it.Id, it.Name, it.Tier, [.. it.Domains.Select(domain => domain.Domain).Order(StringComparer.Ordinal)], it.CreatedAt, it.UpdatedAt, it.Version);
}

public sealed record MemberShape(Guid OrganisationId, Guid PersonId, string PersonName, string? Department, string? Position, bool IsKey);

public sealed record OrganisationFactShape(Guid Id, string Group, string Value, FactSource Source, DateTimeOffset CreatedAt)
{
    public static OrganisationFactShape Of(OrganisationFact it) => new(it.Id, it.Group, it.Value, it.Source, it.CreatedAt);
}
