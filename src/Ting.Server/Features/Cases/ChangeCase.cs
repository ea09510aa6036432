using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>A case gets another title, kind, keeper, deadline, phase, course or cause, or moves on the board.</summary>
public static class ChangeCase
{
    public sealed record Request
    {
        [StringLength(Case.MostTitle)]
        public Given<string> Title { get; set; }

        public Given<CaseKind> Kind { get; set; }
        public Given<Priority> Priority { get; set; }

        /// <summary>Null for nobody.</summary>
        public Given<Guid?> OwnerId { get; set; }

        public Given<Guid?> TeamId { get; set; }
        public Given<DateTimeOffset> DueAt { get; set; }
        public Given<SalesPhase> Phase { get; set; }

        /// <summary>standard, team or negotiated.</summary>
        public Given<CaseCourse> Course { get; set; }

        /// <summary>new, working or waiting; a case is closed and opened again by calls of their own.</summary>
        public Given<CaseState> State { get; set; }

        /// <summary>From the register of causes; null for none yet.</summary>
        public Given<Guid?> CauseId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/cases/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, http.Request.IfMatch(), cancel)).ToHttp(matter =>
                {
                    http.Response.Tag(matter.Version);
                    return TypedResults.Ok(CaseShape.Of(matter, clock.GetUtcNow()));
                }))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Change a case: title, kind, priority, owner, team, deadline, phase, course, state, cause")
            .Produces<CaseShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    public sealed class Handler(SaveCase cases)
    {
        /// <param name="version">The version the caller saw (If-Match); null when any will do.</param>
        public async Task<Outcome<Case>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, int? version, CancellationToken cancel)
        {
            if (Check(request) is { } bad)
                return bad;

            var actor = user.Actor();
            return await cases.HandleAsync(id, version, async (db, matter, now) =>
            {
                if (request.DueAt is { IsGiven: true, Value: var due } && due != matter.DueAt && CaseDeadline.Check(due, now, "dueAt") is { } when)
                    return when;
                if (await SaveCase.CheckKeepersAsync(
                    db, request.OwnerId.Value == matter.OwnerId ? null : request.OwnerId.Value, request.TeamId.Value == matter.TeamId ? null : request.TeamId.Value, cancel) is { } unknown)
                    return unknown;
                if (request.CauseId.Value is { } causeId && causeId != matter.CauseId && !await db.RootCauses.AnyAsync(it => it.Id == causeId && it.Active, cancel))
                    return Refusal.Invalid("cause.not_found", "causeId");
                if (request.State.IsGiven && matter.Move(request.State.Value, actor, now).IsRefused(out var refusal, out _))
                    return refusal;

                if (request.Title.IsGiven)
                    matter.Call(request.Title.Value!, actor, now);
                matter.Sort(request.Kind.Or(matter.Kind), request.Phase.Or(matter.Phase), request.Course.Or(matter.Course), request.Priority.Or(matter.Priority), actor, now);
                matter.Give(request.OwnerId.Or(matter.OwnerId), request.TeamId.Or(matter.TeamId), actor, now);
                if (request.DueAt.IsGiven)
                    matter.DueBy(request.DueAt.Value.ToUniversalTime(), actor, now);
                if (request.CauseId.IsGiven)
                    matter.Trace(request.CauseId.Value, actor, now);
                return null;
            }, cancel);
        }

        // a form's field may hold any number
        private static Refusal? Check(Request request) =>
            request.Title is { IsGiven: true, Value: var title } && (string.IsNullOrWhiteSpace(title) || title.Length > Case.MostTitle || title.Any(char.IsControl)) ? Refusal.Invalid("case.title", "title")
            : request.Kind.IsGiven && !Enum.IsDefined(request.Kind.Value) ? Refusal.Invalid("form.choice", "kind")
            : request.Priority.IsGiven && !Enum.IsDefined(request.Priority.Value) ? Refusal.Invalid("form.choice", "priority")
            : request.Phase.IsGiven && !Enum.IsDefined(request.Phase.Value) ? Refusal.Invalid("form.choice", "phase")
            : request.Course.IsGiven && !Enum.IsDefined(request.Course.Value) ? Refusal.Invalid("form.choice", "course")
            : request.State.IsGiven && !Enum.IsDefined(request.State.Value) ? Refusal.Invalid("form.choice", "state")
            : null;
    }
}
