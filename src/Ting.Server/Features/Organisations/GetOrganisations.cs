using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Organisations;

/// <summary>Organisations, those changed last first, or those whose name or domain holds the words; one of them; and taking one away.</summary>
public static class GetOrganisations
{
    private const string All = "organisations";
    private const string Found = "organisations-found";

    /// <param name="Members">How many people belong to it.</param>
    public sealed record Row(OrganisationShape Organisation, int Members);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organisations", async (string? query, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(query, page, cancel)).ToHttp(found => TypedResults.Ok(new Page<OrganisationShape>([.. found.Items.Select(it => it.Organisation)], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List organisations, or find them by name or domain")
            .Produces<Page<OrganisationShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/organisations/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Organisations.AsNoTracking().Include(it => it.Domains).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } organisation)
                    return Refusal.NotFound("organisation.not_found").ToHttp();

                http.Response.Tag(organisation.Version);
                return TypedResults.Ok(OrganisationShape.Of(organisation));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One organisation")
            .Produces<OrganisationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/organisations/{id:guid}", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, user.Actor(), cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Take an organisation away; its people stay")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, SearchIndex index, TimeProvider clock)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(string? query, PageQuery page, CancellationToken cancel)
        {
            var searched = !string.IsNullOrWhiteSpace(query);
            if (page.After(searched ? Found : All).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (searched)
                return await FindAsync(db, query!, page.Size, after, cancel);

            var found = await db.Organisations.AsNoTracking().Include(it => it.Domains).Downward(after, it => it.UpdatedAt, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
            var counts = await CountAsync(db, found, cancel);
            return Page.Of(found, page.Size, All, it => Place.Of(it.UpdatedAt, it.Id), it => new Row(OrganisationShape.Of(it), counts.GetValueOrDefault(it.Id)));
        }

        public Task<Outcome<bool>> RemoveAsync(Guid id, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Organisations.Include(it => it.Domains).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } organisation)
                return Refusal.NotFound("organisation.not_found");

            db.Append(organisation.Log("organisation.removed", actor, "{}", clock.GetUtcNow()));
            db.Memberships.RemoveRange(await db.Memberships.Where(it => it.OrganisationId == id).ToListAsync(cancel));
            db.OrganisationFacts.RemoveRange(await db.OrganisationFacts.Where(it => it.OrganisationId == id).ToListAsync(cancel));
            (await db.SearchDocuments.Where(it => it.Source == id && it.Kind == SaveOrganisation.SearchKind).ToListAsync(cancel)).ForEach(it => it.Rewrite());
            db.Organisations.Remove(organisation);
            await db.SaveChangesAsync(cancel);
            return true;
        });

        private async Task<Page<Row>> FindAsync(AppDb db, string query, int size, Place after, CancellationToken cancel)
        {
            var hits = (await index.FindAsync(db, SaveOrganisation.SearchKind, query, size + 1, after.IsStart ? null : after.Number, cancel)).ToList();
            var more = hits.Count > size;
            if (more)
                hits.RemoveAt(size);

            Guid[] ids = [.. hits.Select(hit => hit.Source)];
            var found = await db.Organisations.AsNoTracking().Include(it => it.Domains).Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, cancel);
            var counts = await CountAsync(db, found.Values, cancel);
            return new Page<Row>([.. ids.Where(found.ContainsKey).Select(id => new Row(OrganisationShape.Of(found[id]), counts.GetValueOrDefault(id)))], more ? Place.Of(hits[^1].Id).Write(Found) : null);
        }

        private static async Task<Dictionary<Guid, int>> CountAsync(AppDb db, IEnumerable<Organisation> organisations, CancellationToken cancel)
        {
            Guid[] ids = [.. organisations.Select(it => it.Id)];
            return await db.Memberships.Where(it => ids.Contains(it.OrganisationId)).GroupBy(it => it.OrganisationId).Select(it => new { it.Key, Count = it.Count() }).ToDictionaryAsync(it => it.Key, it => it.Count, cancel);
        }
    }
}
