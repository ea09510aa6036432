using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Cases.Causes;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Recovery;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>One case with everything that belongs to it: what its page shows and a program reads.</summary>
public sealed class ReadCase(IDbContextFactory<AppDb> database, Kept<Roster> roster)
{
    private const string EventList = "case-events";
    private const int MostOf = 200;

    public sealed record View(
        Case Case, Person Person, Roster Roster, RootCause? Cause, IReadOnlyList<Conversation> Conversations, IReadOnlyList<CaseEntry> Entries, IReadOnlyList<CaseCheck> Checks,
        IReadOnlyList<CaseTask> Tasks, IReadOnlyList<GivenGesture> Gestures, IReadOnlyList<RecoveryRating> Recovery, string Currency)
    {
        /// <summary>The entries of the round that goes on.</summary>
        public IEnumerable<CaseEntry> Now => Entries.Where(it => it.Round == Case.Round);

        public EntryKind? NextStep => Case is { IsOpen: true, Kind: CaseKind.Complaint } ? ComplaintSteps.Next(Now.Select(it => it.Kind)) : null;

        public CheckVerdict VerdictOf(string item) => Checks.FirstOrDefault(it => it.Item == item)?.Verdict ?? CheckVerdict.Open;
    }

    public async Task<View?> ByNumberAsync(long number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(it => it.Number == number, cancel) is { } matter ? await ReadAsync(db, matter, cancel) : null;
    }

    public async Task<View?> ByIdAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } matter ? await ReadAsync(db, matter, cancel) : null;
    }

    private async Task<View> ReadAsync(AppDb db, Case matter, CancellationToken cancel)
    {
        var id = matter.Id;
        var links = db.CaseConversations.Where(it => it.CaseId == id).Select(it => it.ConversationId);
        return new View(
            matter,
            await db.People.AsNoTracking().SingleAsync(it => it.Id == matter.PersonId, cancel),
            await roster.ReadAsync(cancel),
            matter.CauseId is { } causeId ? await db.RootCauses.AsNoTracking().SingleOrDefaultAsync(it => it.Id == causeId, cancel) : null,
            await db.Conversations.AsNoTracking().Where(it => links.Contains(it.Id)).OrderByDescending(it => it.LastMessageAt).Take(MostOf).ToListAsync(cancel),
            [.. (await db.CaseEntries.AsNoTracking().Where(it => it.CaseId == id).OrderByDescending(it => it.Sequence).Take(MostOf).ToListAsync(cancel)).AsEnumerable().Reverse()],
            await db.CaseChecks.AsNoTracking().Where(it => it.CaseId == id).ToListAsync(cancel),
            await db.CaseTasks.AsNoTracking().Where(it => it.CaseId == id).OrderBy(it => it.IsDone).ThenBy(it => it.DueAt).Take(MostOf).ToListAsync(cancel),
            await db.GivenGestures.AsNoTracking().Where(it => it.CaseId == id).OrderBy(it => it.AskedAt).ThenBy(it => it.Id).Take(MostOf).ToListAsync(cancel),
            await db.RecoveryRatings.AsNoTracking().Where(it => it.CaseId == id).OrderBy(it => it.Round).ToListAsync(cancel),
            await db.Goodwill.Select(it => it.Currency).FirstOrDefaultAsync(cancel) ?? "CNY");
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id:guid}", async (Guid id, HttpContext http, ReadCase cases, TimeProvider clock, CancellationToken cancel) =>
            {
                if (await cases.ByIdAsync(id, cancel) is not { } view)
                    return Refusal.NotFound("case.not_found").ToHttp();

                http.Response.Tag(view.Case.Version, string.Join(',', view.Recovery.Select(it => it.AnsweredAt)));
                return TypedResults.Ok(DetailsOf(view, clock.GetUtcNow()));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One case with its steps, checks, tasks, gestures and the customer's answers")
            .Produces<CaseDetails>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/cases/{id:guid}/events", async (
                Guid id, [Description("Only events after this sequence.")] int? after, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(EventList).IsRefused(out var refusal, out var place))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Cases.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("case.not_found").ToHttp();

                var from = Math.Max(after ?? 0, place.Number);
                var found = await db.Events.AsNoTracking().Where(line => line.Stream == id && line.Sequence > from).OrderBy(line => line.Sequence).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, EventList, line => Place.Of(line.Sequence), ListEvents.Item.Of));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What happened to a case, in order and without gaps")
            .Produces<Page<ListEvents.Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static CaseDetails DetailsOf(View view, DateTimeOffset now) => new(
        CaseShape.Of(view.Case, now), view.NextStep, [.. view.Conversations.Select(it => it.Id)], [.. view.Entries.Select(EntryShape.Of)],
        [.. CaseChecklist.SevenRights.Concat(CaseChecklist.OfPhase(view.Case.Phase)).Select(item =>
            view.Checks.FirstOrDefault(it => it.Item == item) is { } check ? new CheckShape(item, check.Verdict, check.Actor, check.At) : new CheckShape(item, CheckVerdict.Open, null, null))],
        [.. view.Tasks.Select(it => TaskShape.Of(it, now))], [.. view.Gestures.Select(it => GivenShape.Of(it, view.Currency))], [.. view.Recovery.Select(RecoveryShape.Of)]);
}
