using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Organisations;

/// <summary>Who belongs to an organisation, in which department, as what, and who of them is a key person.</summary>
public static class OrganisationMembers
{
    private const string List = "members";

    public sealed record Request
    {
        [StringLength(120)]
        public string? Department { get; set; }

        [StringLength(120)]
        public string? Position { get; set; }

        /// <summary>One of those who decide, or through whom everything goes.</summary>
        public bool IsKey { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organisations/{id:guid}/members", async (Guid id, [AsParameters] PageQuery page, Handler handler, CancellationToken cancel) => (await handler.ListAsync(id, page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("An organisation's people")
            .Produces<Page<MemberShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/organisations/{id:guid}/members/{personId:guid}", async (Guid id, Guid personId, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.PutAsync(id, personId, request, user.Actor(), cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Somebody belongs to an organisation")
            .Produces<MemberShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/organisations/{id:guid}/members/{personId:guid}", async (Guid id, Guid personId, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, personId, user.Actor(), cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Somebody does not belong to an organisation any more")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Page<MemberShape>>> ListAsync(Guid id, PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Organisations.AnyAsync(it => it.Id == id, cancel))
                return Refusal.NotFound("organisation.not_found");

            var from = after.Id;
            var found = await (from it in db.Memberships
                               where it.OrganisationId == id && it.PersonId > @from
                               join person in db.People on it.PersonId equals person.Id
                               where person.ErasedAt == null && person.MergedIntoId == null
                               orderby it.PersonId
                               select new MemberShape(it.OrganisationId, it.PersonId, person.Name, it.Department, it.Position, it.IsKey)).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, List, it => new Place(1, it.PersonId), it => it);
        }

        public Task<Outcome<MemberShape>> PutAsync(Guid id, Guid personId, Request request, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<MemberShape>>(async () =>
        {
            if (request.Department is { Length: > 120 } || request.Position is { Length: > 120 })
                return Refusal.Invalid("form.too_long", request.Department is { Length: > 120 } ? "department" : "position");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Organisations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } organisation)
                return Refusal.NotFound("organisation.not_found");
            if (await PersonFinder.FindAsync(db, personId, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");

            var now = clock.GetUtcNow();
            var membership = await db.Memberships.FindAsync([id, person.Id], cancel);
            if (membership is null)
            {
                membership = db.Memberships.Add(new Membership(id, person.Id, now)).Entity;
                db.Append(person.Log("person.joined", actor, JsonSerializer.Serialize(new { organisationId = id }), now));
            }

            membership.Describe(Given(request.Department), Given(request.Position), request.IsKey);
            db.Append(organisation.Log("organisation.member", actor, JsonSerializer.Serialize(new { personId = person.Id }), now));
            await db.SaveChangesAsync(cancel);
            return new MemberShape(id, person.Id, person.Name, membership.Department, membership.Position, membership.IsKey);
        });

        public Task<Outcome<bool>> RemoveAsync(Guid id, Guid personId, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Memberships.FindAsync([id, personId], cancel) is not { } membership || await db.Organisations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } organisation)
                return Refusal.NotFound("organisation.no_member");

            db.Memberships.Remove(membership);
            db.Append(organisation.Log("organisation.member_left", actor, JsonSerializer.Serialize(new { personId }), clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
            return true;
        });

        private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
