using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Lists;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>Who works here, oldest first.</summary>
public static class ListAgents
{
    public sealed record Item(Guid Id, string Name, string? Email, AgentRole Role, string Language, Guid? TeamId, bool Active, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt)
    {
        internal static Item Of(Agent agent) =>
            new(agent.Id, agent.Name, agent.Email, agent.Role, agent.Language, agent.TeamId, agent.Active, agent.CreatedAt, agent.LastSeenAt);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/agents", async (int? limit, string? cursor, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var slice = await Slice.OfAsync(db.Agents.AsNoTracking(), agent => agent.Id, limit, cursor, cancel);
                return TypedResults.Ok(slice.Select(Item.Of));
            })
            .WithSummary("List agents");

        api.MapGet("/agents/{id:guid}", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Agents.FindAsync([id], cancel) is { } agent
                    ? TypedResults.Ok(Item.Of(agent))
                    : Refusal.NotFound("agent.not_found").ToHttp();
            })
            .WithSummary("One agent")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
