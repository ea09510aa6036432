using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>What is known of a person, with where it comes from; what the engine heard waits to be accepted or declined.</summary>
public static class PersonFacts
{
    private const string List = "facts";

    public sealed record Request
    {
        /// <summary>colour.like, food.dislike, orderNumber, occupation …</summary>
        [Required, RegularExpression("^[A-Za-z][A-Za-z0-9.-]{0,59}$")]
        public string Attribute { get; set; } = "";

        [Required, StringLength(500)]
        public string Value { get; set; } = "";

        /// <summary>ear (the customer's words), eye (a record) or heart (an inference).</summary>
        public FactSource Source { get; set; } = FactSource.Eye;

        [StringLength(500)]
        public string? Quote { get; set; }

        [Range(0.0, 1.0)]
        public double Confidence { get; set; } = 1;

        /// <summary>For what it may be used: service, advice, greeting or contract.</summary>
        public string Purpose { get; set; } = "service";

        /// <summary>When it goes by itself. Private facts go after two years when nothing is said.</summary>
        public DateTimeOffset? ExpiresAt { get; set; }
    }

    public sealed record DecisionRequest
    {
        public FactStatus Status { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/facts", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(List).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                var from = after.Id;
                var found = await db.Facts.AsNoTracking().Where(it => it.PersonId == id && it.Id > from).OrderBy(it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, List, it => new Place(1, it.Id), FactShape.Of));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What is known of a person")
            .Produces<Page<FactShape>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/people/{id:guid}/facts", async (Guid id, Request request, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id && it.ErasedAt == null && it.MergedIntoId == null, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                var now = clock.GetUtcNow();
                if (AddFact.MayNotBeKept(request.Attribute, request.Source, request.Purpose, request.ExpiresAt, now) is { } forbidden)
                    return forbidden.ToHttp();

                // somebody who may say so says so: it needs no second yes
                var fact = new Fact(id, request.Attribute, request.Value.Trim(), request.Source, request.Quote, null, request.Confidence, FactStatus.Accepted, now);
                AddFact.Keep(db, fact, request.Purpose, request.ExpiresAt, now);
                await db.SaveChangesAsync(cancel);
                return TypedResults.Created($"{ApiSetup.Root}/people/{id}/facts", FactShape.Of(fact));
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Add a fact")
            .Produces<FactShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPatch("/people/{id:guid}/facts/{factId:guid}", async (Guid id, Guid factId, DecisionRequest request, ClaimsPrincipal user, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (request.Status is FactStatus.Proposed)
                    return Refusal.Invalid("fact.decide", "status").ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Facts.SingleOrDefaultAsync(it => it.Id == factId && it.PersonId == id, cancel) is not { } fact)
                    return Refusal.NotFound("fact.not_found").ToHttp();

                if (request.Status is FactStatus.Accepted)
                    fact.Accept(user.AgentId());
                else
                    fact.Decline(user.AgentId());
                await db.SaveChangesAsync(cancel);
                return TypedResults.Ok(FactShape.Of(fact));
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Accept or decline a fact")
            .Produces<FactShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/people/{id:guid}/facts/{factId:guid}", async (Guid id, Guid factId, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Facts.SingleOrDefaultAsync(it => it.Id == factId && it.PersonId == id, cancel) is not { } fact)
                    return Refusal.NotFound("fact.not_found").ToHttp();

                db.Facts.Remove(fact);
                await db.SaveChangesAsync(cancel);
                return TypedResults.NoContent();
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Remove a fact")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
