using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>Teams: listed for everybody, made and renamed by administrators.</summary>
public static class SaveTeam
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
    }

    public sealed record Item(Guid Id, string Name)
    {
        internal static Item Of(Team team) => new(team.Id, team.Name);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/teams", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Teams.AsNoTracking(), team => team.Id, page, "teams", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .WithSummary("List teams")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/teams", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, cancel)).ToHttp(team => TypedResults.Created($"/api/v1/teams/{team.Id}", Item.Of(team))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Make a team")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/teams/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(team => TypedResults.Ok(Item.Of(team))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Rename a team")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Team>> HandleAsync(Guid? id, Request request, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name") is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var team = id is null ? new Team(request.Name, clock.GetUtcNow()) : await db.Teams.FindAsync([id.Value], cancel);
            if (team is null)
                return Refusal.NotFound("team.not_found");

            if (id is null)
                db.Teams.Add(team);
            team.Rename(request.Name);
            if (await db.SaveOrRefuseAsync("team.exists", cancel) is { } taken)
                return taken;
            return team;
        }
    }
}
