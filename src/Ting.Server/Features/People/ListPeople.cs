using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.People;

/// <summary>People, those changed last first; or those whose name, company or identity holds the words asked for.</summary>
public static class ListPeople
{
    private const string All = "people";
    private const string Found = "people-found";

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/people", async (string? query, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(query, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List people, or find them by name, company or identity")
            .Produces<Page<PersonShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, SearchIndex index)
    {
        public async Task<Outcome<Page<PersonShape>>> HandleAsync(string? query, PageQuery page, CancellationToken cancel)
        {
            var searched = !string.IsNullOrWhiteSpace(query);
            if (page.After(searched ? Found : All).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (searched)
                return await FindAsync(db, query!, page.Size, after, cancel);

            var found = await Ordered(db, after).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, All, it => Place.Of(it.UpdatedAt, it.Id), PersonShape.Of);
        }

        private async Task<Page<PersonShape>> FindAsync(AppDb db, string query, int size, Place after, CancellationToken cancel)
        {
            var hits = (await index.FindAsync(db, PersonWords.Kind, query, size + 1, after.IsStart ? null : after.Number, cancel)).ToList();
            var more = hits.Count > size;
            if (more)
                hits.RemoveAt(size);

            var ids = hits.Select(hit => hit.Source).ToArray();
            var people = await db.People.AsNoTracking().Include(it => it.Identities)
                .Where(it => ids.Contains(it.Id) && it.ErasedAt == null && it.MergedIntoId == null).ToDictionaryAsync(it => it.Id, cancel);
            return new Page<PersonShape>(
                [.. ids.Where(people.ContainsKey).Select(id => PersonShape.Of(people[id]))],
                more ? Place.Of(hits[^1].Id).Write(Found) : null);
        }
    }

    internal static IQueryable<Person> Ordered(AppDb db, Place after) =>
        db.People.AsNoTracking().Include(it => it.Identities).Where(it => it.ErasedAt == null && it.MergedIntoId == null).Downward(after, it => it.UpdatedAt, it => it.Id);
}
