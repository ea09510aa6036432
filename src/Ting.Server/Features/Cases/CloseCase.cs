using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>A case is closed with what came of it, or opened again. A complaint is not closed before each of its steps was walked, or left out with a reason.</summary>
public static class CloseCase
{
    public sealed record Request
    {
        /// <summary>What came of it.</summary>
        [Required, StringLength(CaseEntry.MostCharacters, MinimumLength = 1)]
        public string Outcome { get; set; } = "";

        /// <summary>Why the steps that are missing are left out; needed only when some are.</summary>
        [StringLength(CaseEntry.MostCharacters)]
        public string? SkipWhy { get; set; }
    }

    public sealed record ReopenRequest
    {
        [Required, StringLength(CaseEntry.MostCharacters, MinimumLength = 1)]
        public string Reason { get; set; } = "";

        /// <summary>By its kind when not given.</summary>
        public DateTimeOffset? DueAt { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/close", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(matter => TypedResults.Ok(CaseShape.Of(matter, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Close a case; the customer of a complaint is asked again how it is")
            .Produces<CaseShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/cases/{id:guid}/reopen", async (Guid id, ReopenRequest request, ClaimsPrincipal user, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.ReopenAsync(id, user, request, cancel)).ToHttp(matter => TypedResults.Ok(CaseShape.Of(matter, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Open a closed case again, with its history")
            .Produces<CaseShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(SaveCase cases)
    {
        public async Task<Outcome<Case>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Outcome) || request.Outcome.Length > CaseEntry.MostCharacters || request.SkipWhy is { Length: > CaseEntry.MostCharacters })
                return Refusal.Invalid("case.outcome", "outcome");

            return await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (!matter.IsOpen)
                    return Refusal.Conflict("case.closed");
                if (await db.CaseTasks.AnyAsync(it => it.CaseId == id && !it.IsDone, cancel))
                    return Refusal.Conflict("case.tasks_open");
                if (await db.GivenGestures.AnyAsync(it => it.CaseId == id && it.State == GestureState.Asked, cancel))
                    return Refusal.Conflict("case.gesture_waits");

                var actor = user.Actor();
                if (matter.Kind is CaseKind.Complaint)
                {
                    EntryKind[] missing = [.. ComplaintSteps.All.Except(await RecordEntry.Handler.StepsOfAsync(db, matter, cancel))];
                    if (missing.Length > 0 && string.IsNullOrWhiteSpace(request.SkipWhy))
                        return Refusal.Conflict("case.steps_missing");
                    foreach (var step in missing)
                    {
                        var skipped = new CaseEntry(matter, step, request.SkipWhy!.Trim(), "", null, skipped: true, actor, now);
                        db.CaseEntries.Add(skipped);
                        matter.Log("case.recorded", actor, now, new { entryId = skipped.Id, kind = step, skipped = true });
                    }
                }

                var entry = new CaseEntry(matter, EntryKind.Closing, request.Outcome.Trim(), "", null, skipped: false, actor, now);
                db.CaseEntries.Add(entry);
                matter.Close(entry.Id, actor, now);
                return null;
            }, cancel);
        }

        public async Task<Outcome<Case>> ReopenAsync(Guid id, ClaimsPrincipal user, ReopenRequest request, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > CaseEntry.MostCharacters)
                return Refusal.Invalid("case.reopen_why", "reason");

            return await cases.HandleAsync(id, version: null, (db, matter, now) =>
            {
                if (matter.IsOpen)
                    return Task.FromResult<Refusal?>(Refusal.Conflict("case.open"));
                if (request.DueAt is { } due && CaseDeadline.Check(due, now, "dueAt") is { } when)
                    return Task.FromResult<Refusal?>(when);

                Reopen(db, matter, request.Reason.Trim(), request.DueAt?.ToUniversalTime() ?? now + Case.UsualTime(matter.Kind), user.Actor(), now);
                return Task.FromResult<Refusal?>(null);
            }, cancel);
        }

        internal static void Reopen(AppDb db, Case matter, string reason, DateTimeOffset due, string actor, DateTimeOffset now)
        {
            var entry = new CaseEntry(matter, EntryKind.Reopening, reason, "", null, skipped: false, actor, now);
            db.CaseEntries.Add(entry);
            matter.Reopen(entry.Id, due, actor, now);
        }
    }
}
