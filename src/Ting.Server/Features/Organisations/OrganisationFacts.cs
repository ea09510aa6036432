using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Organisations;

/// <summary>What is known of an organisation, in the six groups of CRM-01.</summary>
public static class OrganisationFacts
{
    private const int Most = 200;

    public sealed record Request
    {
        /// <summary>structure, departments, products, industry, business or competitors.</summary>
        [Required]
        public string Group { get; set; } = "";

        [Required, StringLength(500)]
        public string Value { get; set; } = "";

        /// <summary>ear (their own words), eye (a record) or heart (an inference).</summary>
        public FactSource Source { get; set; } = FactSource.Eye;
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organisations/{id:guid}/facts", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Organisations.AnyAsync(it => it.Id == id, cancel)
                    ? TypedResults.Ok(new Page<OrganisationFactShape>([.. (await ReadAsync(db, id, cancel)).Select(OrganisationFactShape.Of)], null))
                    : Refusal.NotFound("organisation.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What is known of an organisation")
            .Produces<Page<OrganisationFactShape>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/organisations/{id:guid}/facts", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.AddAsync(id, request, user, cancel)).ToHttp(fact => TypedResults.Created($"{ApiSetup.Root}/organisations/{id}/facts", OrganisationFactShape.Of(fact))))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Write down what is known of an organisation")
            .Produces<OrganisationFactShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/organisations/{id:guid}/facts/{factId:guid}", async (Guid id, Guid factId, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, factId, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Remove a fact of an organisation")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Task<List<OrganisationFact>> ReadAsync(AppDb db, Guid id, CancellationToken cancel) =>
        db.OrganisationFacts.AsNoTracking().Where(it => it.OrganisationId == id).OrderBy(it => it.Id).Take(Most).ToListAsync(cancel);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<OrganisationFact>> AddAsync(Guid id, Request request, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<OrganisationFact>>(async () =>
        {
            if (Check.Name(request.Value, "value", most: 500) is { } refusal)
                return refusal;
            if (!OrganisationFact.Groups.Contains(request.Group) || !Enum.IsDefined(request.Source))
                return Refusal.Invalid("form.choice", "group");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Organisations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } organisation)
                return Refusal.NotFound("organisation.not_found");
            if (await db.OrganisationFacts.CountAsync(it => it.OrganisationId == id, cancel) >= Most)
                return Refusal.Conflict("organisation.too_many_facts");

            var now = clock.GetUtcNow();
            var fact = new OrganisationFact(id, request.Group, request.Value.Trim(), request.Source, user.AgentId(), now);
            db.OrganisationFacts.Add(fact);
            db.Append(organisation.Log("organisation.fact_added", user.Actor(), $$"""{"factId":"{{fact.Id}}"}""", now));
            await db.SaveChangesAsync(cancel);
            return fact;
        });

        public async Task<Outcome<bool>> RemoveAsync(Guid id, Guid factId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.OrganisationFacts.SingleOrDefaultAsync(it => it.Id == factId && it.OrganisationId == id, cancel) is not { } fact)
                return Refusal.NotFound("fact.not_found");

            db.OrganisationFacts.Remove(fact);
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}
