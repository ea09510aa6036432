using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Api;
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
        api.MapGet("/agents", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Agents.AsNoTracking(), agent => agent.Id, page, "agents", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .WithSummary("List agents")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

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
