using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Tasks;

/// <summary>Tasks of cases that are not done, due soonest first: an agent's own, or what waits for somebody of their team.</summary>
public static class ListTasks
{
    private const string List = "case-tasks";

    public sealed record FilterQuery
    {
        /// <summary>me (when not given) or team.</summary>
        public string? For { get; set; }
    }

    public sealed record Row(CaseTask Task, long Number, string Title);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/cases/tasks", async ([AsParameters] FilterQuery filter, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(filter, page, user, cancel)).ToHttp(found =>
                    TypedResults.Ok(new Page<TaskShape>([.. found.Items.Select(row => TaskShape.Of(row.Task, clock.GetUtcNow()))], found.NextCursor))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List the tasks that wait for me, or for somebody of my team")
            .Produces<Page<TaskShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<Roster> roster)
    {
        public async Task<Outcome<Page<Row>>> HandleAsync(FilterQuery filter, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;
            if (filter.For is not (null or "me" or "team"))
                return Refusal.Invalid("filter.unknown", "for");

            await using var db = await database.CreateDbContextAsync(cancel);
            var agentId = user.AgentId();
            var open = db.CaseTasks.AsNoTracking().Where(it => !it.IsDone);
            if (filter.For is "team")
            {
                var teamId = agentId is { } me ? (await roster.ReadAsync(cancel)).TeamOf(me) : null;
                if (teamId is null)
                    return new Page<Row>([], null);
                open = open.Where(it => it.TeamId == teamId && it.AgentId == null);
            }
            else
            {
                open = open.Where(it => it.AgentId == agentId);
                if (agentId is null)
                    return new Page<Row>([], null);
            }

            var rows = from task in open.Upward(after, it => it.DueAt, it => it.Id).Take(page.Size + 1)
                       join matter in db.Cases.AsNoTracking() on task.CaseId equals matter.Id
                       select new Row(task, matter.Number, matter.Title);
            var found = await rows.ToListAsync(cancel);
            found.Sort((one, other) => (one.Task.DueAt, one.Task.Id).CompareTo((other.Task.DueAt, other.Task.Id)));
            return Page.Of(found, page.Size, List, row => Place.Of(row.Task.DueAt, row.Task.Id), row => row);
        }
    }
}
