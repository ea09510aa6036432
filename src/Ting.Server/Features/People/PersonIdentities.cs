using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>The ways in which a person is known or reached.</summary>
public static class PersonIdentities
{
    public sealed record Request
    {
        /// <summary>email, phone, visitor, account, line, wechat …</summary>
        [Required, RegularExpression("^[a-z][a-z0-9-]{0,19}$")]
        public string Kind { get; set; } = "";

        [Required, StringLength(320)]
        public string Value { get; set; } = "";

        /// <summary>Proven by the other side, not only claimed.</summary>
        public bool Verified { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/identities", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.People.AsNoTracking().Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id, cancel) is { } person
                    ? TypedResults.Ok(new Page<IdentityShape>(PersonShape.Of(person).Identities, null))
                    : Refusal.NotFound("person.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("A person's identities")
            .Produces<Page<IdentityShape>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/people/{id:guid}/identities", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.AddAsync(id, request, user.Actor(), cancel)).ToHttp(identity => TypedResults.Created($"{ApiSetup.Root}/people/{id}/identities", IdentityShape.Of(identity))))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Add an identity")
            .Produces<IdentityShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapDelete("/people/{id:guid}/identities/{identityId:guid}", async (Guid id, Guid identityId, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, identityId, user.Actor(), cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Remove an identity")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Identity>> AddAsync(Guid personId, Request request, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Identity>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindAsync(db, personId, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");

            var value = Identity.Normalise(request.Kind, request.Value);
            if (value.Length == 0)
                return Refusal.Invalid("identity.empty", "value");
            if (await db.Identities.AsNoTracking().FirstOrDefaultAsync(it => it.Kind == request.Kind && it.Value == value, cancel) is { } known)
                return known.PersonId == personId ? known : Refusal.Conflict("identity.taken");

            var now = clock.GetUtcNow();
            var identity = person.Add(request.Kind, request.Value, request.Verified, now);
            db.Identities.Add(identity);
            return await SaveAsync(db, person, "person.identity_added", identity, actor, cancel);
        });

        public Task<Outcome<Identity>> RemoveAsync(Guid personId, Guid identityId, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Identity>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindAsync(db, personId, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");
            if (person.Identities.SingleOrDefault(it => it.Id == identityId) is not { } identity)
                return Refusal.NotFound("identity.not_found");

            person.Remove(identity, clock.GetUtcNow());
            db.Identities.Remove(identity);
            return await SaveAsync(db, person, "person.identity_removed", identity, actor, cancel);
        });

        private async Task<Outcome<Identity>> SaveAsync(AppDb db, Person person, string type, Identity identity, string actor, CancellationToken cancel)
        {
            db.Append(person.Log(type, actor, $$"""{"identityId":"{{identity.Id}}","kind":"{{identity.Kind}}"}""", clock.GetUtcNow()));
            await PersonWords.RewriteAsync(db, person, cancel);
            await db.SaveChangesAsync(cancel);
            return identity;
        }

        private static Task<Person?> FindAsync(AppDb db, Guid id, CancellationToken cancel) =>
            db.People.Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null && it.MergedIntoId == null, cancel);
    }
}
