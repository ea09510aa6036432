using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>A step of a complaint is recorded or left out with a reason, a round of negotiation written down, a note added. Nothing of it can be changed later.</summary>
public static class RecordEntry
{
    public sealed record Request
    {
        /// <summary>note, negotiation, or a step: listen, calm, sort, agree, followUp, learn.</summary>
        public EntryKind Kind { get; set; }

        /// <summary>What was said, done, found or decided.</summary>
        [Required, StringLength(CaseEntry.MostCharacters, MinimumLength = 1)]
        public string Said { get; set; } = "";

        /// <summary>listen: what the customer wants; sort: the problems that follow; agree: the choices offered; followUp: the rule to improve; negotiation: who took part.</summary>
        [StringLength(CaseEntry.MostCharacters)]
        public string? More { get; set; }

        /// <summary>calm: how the customer is now, from -2 to 2.</summary>
        [Range(-2, 2)]
        public int? Feeling { get; set; }

        /// <summary>agree: by when; becomes the case's deadline.</summary>
        public DateTimeOffset? Until { get; set; }

        /// <summary>followUp: why it happened, from the register.</summary>
        public Guid? CauseId { get; set; }

        /// <summary>The step is left out; said says why.</summary>
        public bool Skip { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/{id:guid}/entries", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user, request, cancel)).ToHttp(entry => TypedResults.Created($"/api/v1/cases/{id}", EntryShape.Of(entry))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Record a step of a complaint, a round of negotiation or a note")
            .Produces<EntryShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(SaveCase cases)
    {
        public async Task<Outcome<CaseEntry>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            if (Check(request) is { } bad)
                return bad;

            CaseEntry? entry = null;
            var outcome = await cases.HandleAsync(id, version: null, async (db, matter, now) =>
            {
                if (await MayAsync(db, matter, request, cancel) is { } refusal)
                    return refusal;

                var actor = user.Actor();
                if (request.Kind is EntryKind.Agree && request.Until is { } until)
                {
                    if (CaseDeadline.Check(until, now, "until") is { } when)
                        return when;
                    matter.DueBy(until.ToUniversalTime(), actor, now);
                }

                if (request.Kind is EntryKind.FollowUp && !request.Skip)
                    matter.Trace(request.CauseId, actor, now);
                entry = new CaseEntry(matter, request.Kind, request.Said.Trim(), request.More?.Trim() ?? "", request.Kind is EntryKind.Calm ? request.Feeling : null, request.Skip, actor, now);
                db.CaseEntries.Add(entry);
                matter.Log("case.recorded", actor, now, new { entryId = entry.Id, kind = entry.Kind, skipped = entry.Skipped });
                if (request.Kind.IsStep() && matter.State is CaseState.New)
                    matter.Move(CaseState.Working, actor, now);
                return null;
            }, cancel);
            return outcome.IsRefused(out var why, out _) ? why : entry!;
        }

        private static Refusal? Check(Request request)
        {
            if (!Enum.IsDefined(request.Kind) || request.Kind is EntryKind.Closing or EntryKind.Reopening || (request.Skip && !request.Kind.IsStep()))
                return Refusal.Invalid("form.choice", "kind");
            if (string.IsNullOrWhiteSpace(request.Said) || request.Said.Length > CaseEntry.MostCharacters)
                return Refusal.Invalid(request.Skip ? "case.skip_why" : "case.say", "said");
            if (request.More is { Length: > CaseEntry.MostCharacters })
                return Refusal.Invalid("case.say", "more");
            if (request.Feeling is < -2 or > 2)
                return Refusal.Invalid("form.choice", "feeling");
            if (request.Skip)
                return null;

            return request.Kind switch
            {
                EntryKind.Listen when string.IsNullOrWhiteSpace(request.More) => Refusal.Invalid("case.wish", "more"),
                EntryKind.Calm when request.Feeling is null => Refusal.Invalid("case.feeling", "feeling"),
                EntryKind.Agree when string.IsNullOrWhiteSpace(request.More) => Refusal.Invalid("case.choices", "more"),
                EntryKind.FollowUp when request.CauseId is null => Refusal.Invalid("case.cause", "causeId"),
                EntryKind.Negotiation when string.IsNullOrWhiteSpace(request.More) => Refusal.Invalid("case.who", "more"),
                _ => null,
            };
        }

        private static async Task<Refusal?> MayAsync(AppDb db, Case matter, Request request, CancellationToken cancel)
        {
            if (request.Kind is EntryKind.Note)
                return null;
            if (!matter.IsOpen)
                return Refusal.Conflict("case.closed");
            if (request.Kind is EntryKind.Negotiation)
                return matter.Course is CaseCourse.Negotiated ? null : Refusal.Conflict("case.not_negotiated");
            if (matter.Kind is not CaseKind.Complaint)
                return Refusal.Conflict("case.no_steps");

            // An earlier step may be added to; a later one waits for those before it.
            var next = ComplaintSteps.Next(await StepsOfAsync(db, matter, cancel));
            if (next is { } due && request.Kind > due)
                return Refusal.Conflict("case.step_order");
            return !request.Skip && request.CauseId is { } causeId && !await db.RootCauses.AnyAsync(it => it.Id == causeId && it.Active, cancel) ? Refusal.Invalid("cause.not_found", "causeId") : null;
        }

        internal static Task<List<EntryKind>> StepsOfAsync(AppDb db, Case matter, CancellationToken cancel) =>
            db.CaseEntries.Where(it => it.CaseId == matter.Id && it.Round == matter.Round && it.Kind != EntryKind.Note && it.Kind != EntryKind.Negotiation).Select(it => it.Kind).Distinct().ToListAsync(cancel);
    }
}
