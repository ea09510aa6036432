using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Staffing;

/// <summary>An agent says whether they are there for customers; who leads the desk may say it for somebody who forgot.</summary>
public static class SetPresence
{
    /// <summary>Who watches the staff hears of it here.</summary>
    public const string Topic = "staff";

    public sealed record Request
    {
        /// <summary>online, busy, away or offline.</summary>
        public SeatState Presence { get; set; }
    }

    public sealed record Response(Guid AgentId, SeatState Presence, DateTimeOffset Since, int Capacity);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/agents/{id:guid}/presence", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(seat => TypedResults.Ok(new Response(seat.AgentId, seat.State, seat.Since, seat.Capacity))))
            .WithSummary("Say whether an agent is there: online, busy, away or offline. One's own, or anybody's for who leads the desk")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The buttons in the rail, and the sign of life that open pages send.</summary>
    internal static void MapPage(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/presence").ExcludeFromDescription();
        pages.MapPost("", async (HttpContext http, [FromForm] string? presence, [FromForm] Guid? agent, [FromForm] string? returnUrl, Handler handler, CancellationToken cancel) =>
        {
            if (Choice.Of<SeatState>(presence) is { } state)
                await handler.HandleAsync(agent ?? http.User.RequiredAgentId(), http.User, new Request { Presence = state }, cancel);
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = Check.LocalAddress(returnUrl, "/inbox");
        });
        pages.MapPost("/heard", async (ClaimsPrincipal user, HearAgent.Handler handler, CancellationToken cancel) =>
        {
            await handler.HandleAsync(user.RequiredAgentId(), cancel);
            return TypedResults.NoContent();
        });
    }

    internal static bool LeadsDesk(ClaimsPrincipal user) => user.May(Permission.SeeInsights) && user.May(Permission.Assign);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Seat>> HandleAsync(Guid agentId, ClaimsPrincipal user, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Seat>>(async () =>
        {
            if (!Enum.IsDefined(request.Presence))
                return Refusal.Invalid("form.choice", "presence");
            if (user.AgentId() != agentId && !LeadsDesk(user))
                return Refusal.Forbidden("presence.not_yours");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel))
                return Refusal.NotFound("agent.not_found");

            var now = clock.GetUtcNow();
            var seat = await db.SeatAsync(agentId, now, cancel);
            if (seat.Choose(request.Presence, user.Actor(), now) is { } line)
                db.Append(line);
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic);
            return seat;
        });
    }
}
