using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>
/// Hours or targets have changed: every conversation that is not over is counted again from its events, some at a time. Each part names the next in a job of its own,
/// so the work goes on where it was when the server stops. What is over keeps the times it had.
/// </summary>
internal sealed class RecountDueTimes(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<HoursChanged>
{
    private const int AtOnce = 50;
    public const string Corrected = "service.corrected";

    // Another server may have counted by the old rules for as long as it keeps them; a second round finds that.
    private const string SecondRound = "again";

    private static readonly ConversationStatus[] NotOver = [ConversationStatus.Open, ConversationStatus.Snoozed];

    public async Task HandleAsync(HoursChanged job, CancellationToken cancel)
    {
        if (job.After == SecondRound)
            job = job with { After = null };
        else if (job.After is null)
            await QueueAsync(job with { After = SecondRound }, clock.GetUtcNow() + (2 * Kept<ServiceRules>.MostAge), cancel);

        if (await Attempts.OnConflictAsync(() => CountAsync(job, cancel)) is { } next)
            await QueueAsync(job with { After = next }, clock.GetUtcNow(), cancel);
    }

    /// <summary>Counts the conversations from the beginning, those that are over too.</summary>
    /// <returns>Those of which something turned out to be otherwise.</returns>
    internal static async Task<IReadOnlyList<Conversation>> CountAsync(AppDb db, ServiceRules rules, IReadOnlyList<Conversation> conversations, CancellationToken cancel)
    {
        Guid[] ids = [.. conversations.Select(it => it.Id)];
        Guid[] people = [.. conversations.Select(it => it.PersonId).Distinct()];
        var events = (await db.Events.AsNoTracking().Where(line => ids.Contains(line.Stream)).ToListAsync(cancel)).ToLookup(line => line.Stream);
        var clocks = (await db.ServiceClocks.Where(it => ids.Contains(it.ConversationId)).ToListAsync(cancel)).ToLookup(it => it.ConversationId);
        var tiers = await db.People.AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Tier, cancel);

        var changed = new List<Conversation>();
        foreach (var conversation in conversations)
        {
            var fold = new ServiceFold(rules, conversation.Id, conversation.InboxId, ServiceState.Beginning(rules.UsesTiers ? tiers.GetValueOrDefault(conversation.PersonId) : null));
            foreach (var line in events[conversation.Id].OrderBy(line => line.Sequence))
                fold.Follow(line);

            var before = (conversation.Service, conversation.DueAt, conversation.ReplyDueAt);
            conversation.Keep(fold);
            if (Write(db, [.. clocks[conversation.Id]], [.. fold.Ended, .. Overdue(fold, conversation.Id)]) | before.Service != conversation.Service
                | !ServiceClock.Same(before.DueAt, conversation.DueAt) | !ServiceClock.Same(before.ReplyDueAt, conversation.ReplyDueAt))
                changed.Add(conversation);
        }

        return changed;
    }

    private async Task<string?> CountAsync(HoursChanged job, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rules = await ServiceRules.ReadAsync(db, cancel);
        var place = job.After?.Split(' ') is [var round, var ticks, var id] ? (Round: int.Parse(round, CultureInfo.InvariantCulture), At: new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Id: Guid.Parse(id)) : default;

        // In the order of an index; who is spoken to meanwhile moves to the end and is met again, who was there already is not lost.
        var status = NotOver[place.Round];
        var conversations = await db.Conversations
            .Where(it => it.Status == status && it.LastMessageAt >= place.At && (it.LastMessageAt > place.At || it.Id > place.Id))
            .OrderBy(it => it.LastMessageAt).ThenBy(it => it.Id).Take(AtOnce).ToListAsync(cancel);
        var changed = await CountAsync(db, rules, conversations, cancel);
        foreach (var conversation in changed)
        {
            conversation.Log(Corrected, "system", clock.GetUtcNow(), new { because = job.Because, of = job.Of, dueAt = conversation.DueAt, target = conversation.DueTarget?.ToString() });
            db.AppendEvents(conversation);
        }

        await db.SaveChangesAsync(cancel);
        foreach (var conversation in changed)
            live.Publish($"conversation:{conversation.Id}");
        if (changed.Count > 0)
            live.Publish("inbox");

        return conversations is [.., var last] && conversations.Count == AtOnce ? string.Create(CultureInfo.InvariantCulture, $"{place.Round} {last.LastMessageAt.UtcTicks} {last.Id}")
            : place.Round + 1 < NotOver.Length ? string.Create(CultureInfo.InvariantCulture, $"{place.Round + 1} {0L} {Guid.Empty}")
            : null;
    }

    // What was written down as broken and is not fulfilled yet.
    private static IEnumerable<ServiceClock> Overdue(ServiceFold fold, Guid conversationId) =>
        fold.Due.Where(due => due.Clock.Broken).Select(due => new ServiceClock(conversationId, due.Clock, due.Rule.Level.Id, due.At, null, isBroken: true));

    private static bool Write(AppDb db, IReadOnlyList<ServiceClock> known, IReadOnlyList<ServiceClock> found)
    {
        var changed = false;
        foreach (var clock in found)
        {
            if (known.FirstOrDefault(it => (it.Target, it.Sequence) == (clock.Target, clock.Sequence)) is { } same)
                changed |= same.Become(clock);
            else
            {
                db.ServiceClocks.Add(clock);
                changed = true;
            }
        }

        foreach (var gone in known.Where(it => !found.Any(clock => (clock.Target, clock.Sequence) == (it.Target, it.Sequence))))
        {
            db.ServiceClocks.Remove(gone);
            changed = true;
        }

        return changed;
    }

    private async Task QueueAsync(HoursChanged job, DateTimeOffset at, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        db.Enqueue(job, at);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Somebody's value tier may have changed, and with it how long they may wait.</summary>
public sealed record RecountPerson(Guid PersonId) : IJob
{
    public static string Name => "recount-person";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live) : IJobHandler<RecountPerson>
    {
        private const int Most = 200;

        public Task HandleAsync(RecountPerson job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.KeptAsync<ServiceRules>(cancel) is not { UsesTiers: true } rules)
                return true;

            var conversations = await db.Conversations
                .Where(it => it.PersonId == job.PersonId && (it.Status == ConversationStatus.Open || it.Status == ConversationStatus.Snoozed))
                .OrderByDescending(it => it.LastMessageAt).Take(Most).ToListAsync(cancel);
            var changed = await RecountDueTimes.CountAsync(db, rules, conversations, cancel);
            await db.SaveChangesAsync(cancel);
            changed.ToList().ForEach(it => Intake.Announce(live, it));
            return true;
        });
    }
}
