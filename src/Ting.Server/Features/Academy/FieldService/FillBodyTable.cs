using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.FieldService;

/// <summary>A team fills its own table of positive and negative body language together; each sees at once what the others write (BODY-16).</summary>
public static class FillBodyTable
{
    /// <summary>Of one team.</summary>
    public const int Most = 400;

    /// <param name="Aspect">The rule of the reference: BODY-01 …</param>
    public sealed record Request(string? Aspect, bool Good, string? Text);

    public sealed record Item(Guid Id, string Aspect, bool Good, string Text, Guid AgentId, string Agent, DateTimeOffset At);

    public sealed record List(IReadOnlyList<Item> Items);

    public static string TopicOf(Guid teamId) => $"body-table:{teamId}";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/academy/body-table", async (ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                user.AgentId() is { } me ? TypedResults.Ok(new List((await handler.ReadAsync(me, cancel)).Lines)) : Refusal.Forbidden("academy.agents_only").ToHttp())
            .WithSummary("The table of body language that one's own team fills together")
            .Produces<List>()
            .ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapPost("/academy/body-table", async (Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                user.AgentId() is { } me
                    ? (await handler.AddAsync(me, request, cancel)).ToHttp(line => TypedResults.Created($"{ApiSetup.Root}/academy/body-table", line))
                    : Refusal.Forbidden("academy.agents_only").ToHttp())
            .WithSummary("Add a line to the team's table of body language")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapDelete("/academy/body-table/{id:guid}", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                user.AgentId() is { } me ? (await handler.RemoveAsync(me, id, cancel)).ToHttp(_ => TypedResults.NoContent()) : Refusal.Forbidden("academy.agents_only").ToHttp())
            .WithSummary("Take one's own line out of the team's table")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<Roster> rosters, BodyBook book, LiveFeed live, TimeProvider clock)
    {
        /// <param name="TeamId">Empty for those who are in no team.</param>
        public sealed record View(Guid TeamId, string? Team, IReadOnlyList<Item> Lines);

        public async Task<View> ReadAsync(Guid agentId, CancellationToken cancel)
        {
            var roster = await rosters.ReadAsync(cancel);
            var team = roster.TeamOf(agentId) ?? Guid.Empty;
            await using var db = await database.CreateDbContextAsync(cancel);
            var lines = await db.BodyLines.AsNoTracking().Where(it => it.TeamId == team).OrderBy(it => it.Id).Take(Most).ToListAsync(cancel);
            return new View(team, roster.NameOf(team), lines.ConvertAll(it => ItemOf(it, roster)));
        }

        public async Task<Outcome<Item>> AddAsync(Guid agentId, Request request, CancellationToken cancel)
        {
            if (!book.In(Languages.All[0].Code).Aspects.Any(aspect => aspect.Rule == request.Aspect))
                return Refusal.Invalid("form.choice", "aspect");
            if (Check.Name(request.Text, "text", BodyLine.Longest) is { } refusal)
                return refusal;

            var roster = await rosters.ReadAsync(cancel);
            var team = roster.TeamOf(agentId) ?? Guid.Empty;
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.BodyLines.CountAsync(it => it.TeamId == team, cancel) >= Most)
                return Refusal.Conflict("body.full");
            var line = db.BodyLines.Add(new BodyLine(team, request.Aspect!, request.Good, request.Text!.Trim(), agentId, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            live.Publish(TopicOf(team));
            return ItemOf(line, roster);
        }

        /// <summary>Only one's own.</summary>
        public async Task<Outcome<bool>> RemoveAsync(Guid agentId, Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.BodyLines.SingleOrDefaultAsync(it => it.Id == id && it.AgentId == agentId, cancel) is not { } line)
                return Refusal.NotFound("body.not_found");
            db.BodyLines.Remove(line);
            await db.SaveChangesAsync(cancel);
            live.Publish(TopicOf(line.TeamId));
            return true;
        }

        private static Item ItemOf(BodyLine it, Roster roster) => new(it.Id, it.Aspect, it.IsGood, it.Text, it.AgentId, roster.NameOf(it.AgentId) ?? "", it.At);
    }
}
