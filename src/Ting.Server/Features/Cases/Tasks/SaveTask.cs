using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Tasks;

/// <summary>A case gets a task for a team or an agent; it is done, or was not after all.</summary>
public static class SaveTask
{
    public sealed record Request
    {
        [Required, StringLength(CaseTask.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        public Guid? TeamId { get; set; }

        /// <summary>Null when anybody of the team may do it; one of the two is needed.</summary>
        public Guid? AgentId { get; set; }

        public DateTimeOffset DueAt { get; set; }
    }

    public sealed record DoneRequest(bool Done);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/tasks", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(task => TypedResults.Created($"/api/v1/cases/{id}", TaskShape.Of(task, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Give a team or an agent a task of a case")
            .Produces<TaskShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/cases/tasks/{taskId:guid}", async (Guid taskId, DoneRequest request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.DoneAsync(taskId, request.Done, user, cancel)).ToHttp(task => TypedResults.Ok(TaskShape.Of(task, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Say that a task is done, or is not")
            .Produces<TaskShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(SaveCase cases, IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<CaseTask>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > CaseTask.MostCharacters)
                return Refusal.Invalid("task.what", "text");
            if (request.TeamId is null && request.AgentId is null)
                return Refusal.Invalid("task.who", "teamId");

            CaseTask? task = null;
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (!matter.IsOpen)
                    return Refusal.Conflict("case.closed");
                if (CaseDeadline.Check(request.DueAt, now, "dueAt") is { } when)
                    return when;
                if (await SaveCase.CheckKeepersAsync(db, request.AgentId, request.TeamId, cancel) is { } unknown)
                    return unknown with { Field = unknown.Field == "ownerId" ? "agentId" : unknown.Field };

                task = new CaseTask(matter, request.Text, request.TeamId, request.AgentId, request.DueAt.ToUniversalTime(), user.Actor(), now);
                db.CaseTasks.Add(task);
                return null;
            }, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal : task!;
        }

        public async Task<Outcome<CaseTask>> DoneAsync(Guid taskId, bool done, ClaimsPrincipal user, CancellationToken cancel)
        {
            Guid caseId;
            await using (var db = await database.CreateDbContextAsync(cancel))
            {
                if (await db.CaseTasks.AsNoTracking().SingleOrDefaultAsync(it => it.Id == taskId, cancel) is not { } known)
                    return Refusal.NotFound("task.not_found");
                caseId = known.CaseId;
            }

            CaseTask? task = null;
            var outcome = await cases.HandleAsync(caseId, version: null, async (db, matter, now) =>
            {
                task = await db.CaseTasks.SingleAsync(it => it.Id == taskId, cancel);
                if (!matter.IsOpen && !done)
                    return Refusal.Conflict("case.closed");
                if (done)
                    task.Finish(matter, user.Actor(), now);
                else
                    task.Resume(matter, user.Actor(), now);
                return null;
            }, cancel);
            return outcome.IsRefused(out var refusal, out _) ? refusal : task!;
        }
    }
}
