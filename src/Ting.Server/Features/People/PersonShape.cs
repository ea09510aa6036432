namespace Ting.Server.Features.People;

/// <summary>A person as the API shows them.</summary>
/// <param name="Language">zh-Hans, ja or en; null while nobody knows.</param>
/// <param name="AccessLane">Served first, because waiting or writing is harder for them.</param>
/// <param name="MergedIntoId">Whose record has everything now; null for a record of its own.</param>
public sealed record PersonShape(
    Guid Id, string Name, string? Language, string? Company, string? Tier, bool AccessLane, IReadOnlyList<IdentityShape> Identities,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ErasedAt, Guid? MergedIntoId, int Version)
{
    public static PersonShape Of(Person it) => new(
        it.Id, it.Name, it.Language, it.Company, it.Tier, it.AccessLane, [.. it.Identities.OrderBy(identity => identity.CreatedAt).ThenBy(identity => identity.Id).Select(IdentityShape.Of)],
        it.CreatedAt, it.UpdatedAt, it.ErasedAt, it.MergedIntoId, it.Version);
}

public sealed record IdentityShape(Guid Id, string Kind, string Value, bool Verified)
{
    public static IdentityShape Of(Identity it) => new(it.Id, it.Kind, it.Value, it.Verified);
}

public sealed record FactShape(Guid Id, string Attribute, string Value, FactSource Source, string? Quote, Guid? MessageId, double Confidence, FactStatus Status, string Group, string Archive, string Purpose, DateTimeOffset? ExpiresAt, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset ReviewAt, int ShownCount)
{
    public static FactShape Of(Fact it) => new(it.Id, it.Attribute, it.Value, it.Source, it.Quote, it.MessageId, it.Confidence, it.Status, FactGroup.Of(it.Attribute).Key, FactGroup.Of(it.Attribute).Archive, it.Purpose, it.ExpiresAt, it.CreatedAt, it.ConfirmedAt, it.ReviewAt, it.ShownCount);
}

public sealed record DateShape(Guid Id, string Kind, string Label, int? Year, int Month, int Day)
{
    public static DateShape Of(ImportantDate it) => new(it.Id, it.Kind, it.Label, it.Year, it.Month, it.Day);
}
