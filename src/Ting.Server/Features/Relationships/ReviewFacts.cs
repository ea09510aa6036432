using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Relationships;

/// <summary>Facts that have grown old, the oldest first: somebody says that they are still so, what they are now, or that they can go (CRM-05).</summary>
public static class ReviewFacts
{
    private const string List = "fact-review";

    /// <param name="Person">Their name, empty while nobody knows it.</param>
    public sealed record Row(FactShape Fact, Guid PersonId, string Person);

    public sealed record DecisionRequest
    {
        public Decision Decision { get; set; }

        /// <summary>What it is now, when it has changed.</summary>
        public string? Value { get; set; }
    }

    public enum Decision { Confirm, Change, Remove }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/facts/review", async ([AsParameters] PageQuery page, Handler handler, CancellationToken cancel) => (await handler.ListAsync(page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Facts that have grown old, the oldest first")
            .Produces<Page<Row>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/facts/{id:guid}/review", async (Guid id, DecisionRequest request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.DecideAsync(id, request, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Say that a fact is still so, what it is now, or that it can go")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Page<Row>>> ListAsync(PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var facts = db.Facts.AsNoTracking().Where(it => it.Status == FactStatus.Accepted && it.ReviewAt <= now).Upward(after, it => it.ReviewAt, it => it.Id);
            var found = await facts.Join(db.People, fact => fact.PersonId, person => person.Id, (fact, person) => new { fact, person.Name }).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, List, it => Place.Of(it.fact.ReviewAt, it.fact.Id), it => new Row(FactShape.Of(it.fact), it.fact.PersonId, it.Name));
        }

        public Task<Outcome<bool>> DecideAsync(Guid id, DecisionRequest request, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            if (!Enum.IsDefined(request.Decision))
                return Refusal.Invalid("form.choice", "decision");
            if (request.Decision is Decision.Change && Check.Name(request.Value, "value", most: 500) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Facts.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } fact || await db.People.SingleOrDefaultAsync(it => it.Id == fact.PersonId && it.ErasedAt == null, cancel) is not { } person)
                return Refusal.NotFound("fact.not_found");

            var now = clock.GetUtcNow();
            switch (request.Decision)
            {
                case Decision.Confirm:
                    fact.Confirm(user.AgentId(), now);
                    break;
                case Decision.Change:
                    fact.Correct(request.Value!.Trim(), user.AgentId(), now);
                    break;
                default:
                    db.Facts.Remove(fact);
                    break;
            }

            db.Append(person.Log($"fact.{request.Decision switch { Decision.Confirm => "confirmed", Decision.Change => "changed", _ => "removed" }}", user.Actor(), JsonSerializer.Serialize(new { factId = id }), now));
            await db.SaveChangesAsync(cancel);
            return true;
        });
    }
}
