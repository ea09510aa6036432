using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Organisations;

/// <summary>Where one person belongs, and where an e-mail address suggests that they belong.</summary>
public static class PersonOrganisations
{
    public sealed record Place(Guid Id, string Name, string? Tier, string? Department, string? Position, bool IsKey);

    /// <param name="Domain">Behind the @ of one of their addresses.</param>
    public sealed record Proposal(Guid Id, string Name, string Domain);

    public static async Task<IReadOnlyList<Place>> OfAsync(AppDb db, Guid personId, CancellationToken cancel) =>
        await (from it in db.Memberships
               where it.PersonId == personId
               join organisation in db.Organisations on it.OrganisationId equals organisation.Id
               orderby it.CreatedAt, organisation.Id
               select new Place(organisation.Id, organisation.Name, organisation.Tier, it.Department, it.Position, it.IsKey)).Take(20).ToListAsync(cancel);

    public static async Task<IReadOnlyList<Proposal>> ProposeAsync(AppDb db, IEnumerable<Identity> identities, IReadOnlyCollection<Place> known, CancellationToken cancel)
    {
        string[] domains = [.. identities.Where(it => it.Kind == "email").Select(it => it.Value[(it.Value.IndexOf('@', StringComparison.Ordinal) + 1)..]).Distinct()];
        if (domains.Length == 0)
            return [];

        var found = await (from it in db.OrganisationDomains
                           where domains.Contains(it.Domain)
                           join organisation in db.Organisations on it.OrganisationId equals organisation.Id
                           select new Proposal(organisation.Id, organisation.Name, it.Domain)).ToListAsync(cancel);
        return [.. found.Where(it => known.All(place => place.Id != it.Id)).DistinctBy(it => it.Id)];
    }
}
