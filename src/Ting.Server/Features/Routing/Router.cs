using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Routing;

/// <summary>
/// Gives waiting conversations to agents who have room, the most urgent first, until nobody has room or nobody waits. Any number of servers may do it at once:
/// a seat's version moves with everything that is given to it and a conversation's with every change, so of two who decide on the same thing only one can save.
/// </summary>
public sealed class Router(IDbContextFactory<AppDb> database, Kept<RoutingBook> rules, Kept<SkillBook> skills, Kept<RoleBook> roles, LiveFeed live, TimeProvider clock) : IDisposable
{
    private const int MostAtOnce = 20;
    private const int PageSize = 100;
    private const int MostLookedAt = 2_000;
    private const int MostLost = 40;

    // Within one server a second look at the same queue would only collide with the first.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>How many conversations were given to somebody.</returns>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        if (!(await rules.ReadAsync(cancel)).IsOn)
            return 0;

        await _turn.WaitAsync(cancel);
        try
        {
            var (given, most, lost) = (0, MostAtOnce, 0);
            while (lost < MostLost)
            {
                try
                {
                    var now = await GiveAsync(most, cancel);
                    if (now == 0)
                        return given;
                    (given, most, lost) = (given + now, Math.Min(MostAtOnce, most * 2), 0);
                }
                catch (DbUpdateException error) when (Attempts.IsConflict(error))
                {
                    // Another server was faster with one of them, so it has come further. What it leaves is looked at anew, after a pause that keeps the two from meeting again.
                    (most, lost) = (Math.Max(1, most / 2), lost + 1);
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5 << Math.Min(lost, 5))), cancel);
                }
            }

            return given; // the others do the rest, or the next round
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> GiveAsync(int most, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var (book, now) = (await rules.ReadAsync(cancel), clock.GetUtcNow());
        var seats = await SeatsAsync(db, cancel);
        var staff = await StaffAsync(db, book, seats, now, cancel);
        if (staff.Count == 0)
            return 0;

        var given = new List<Conversation>();
        await foreach (var conversation in WaitingAsync(db, book, most, cancel))
        {
            var rule = book.Of(conversation.InboxId);
            var need = NeedOf(rule, conversation, await skills.ReadAsync(cancel), now);
            if (Chooser.Fit(rule, need, staff) is not { Count: > 0 } fit)
                continue;

            var last = rule.LastAgentFirst ? await LastAgentAsync(db, conversation, cancel) : null;
            var chosen = Chooser.Choose(rule, need, fit, last);
            chosen.Take(rule.Weight, now);
            seats[chosen.AgentId].Give(now);
            conversation.Route(chosen.AgentId, Chooser.Why(rule, need, chosen, last), now);
            await db.AppendAsync(conversation, cancel);
            given.Add(conversation);
            if (given.Count == most || !staff.Any(it => it.Load < it.Capacity))
                break;
        }

        await db.SaveChangesAsync(cancel);
        given.ForEach(conversation => Intake.Announce(live, conversation));
        if (given.Count > 0)
            live.Publish(SetPresence.Topic);
        return given.Count;
    }

    // Read before the loads: what is given between the two moves a version, and the save fails.
    private static async Task<Dictionary<Guid, Seat>> SeatsAsync(AppDb db, CancellationToken cancel) =>
        await db.Seats.Where(seat => seat.State == SeatState.Online && seat.Capacity > 0).ToDictionaryAsync(seat => seat.AgentId, cancel);

    private async Task<IReadOnlyList<Candidate>> StaffAsync(AppDb db, RoutingBook book, Dictionary<Guid, Seat> seats, DateTimeOffset now, CancellationToken cancel)
    {
        if (seats.Count == 0)
            return [];

        Guid[] ids = [.. seats.Keys];
        var agents = await db.Agents.AsNoTracking().Where(agent => ids.Contains(agent.Id) && agent.Active).Select(agent => new { agent.Id, agent.TeamId, agent.Role }).ToListAsync(cancel);
        var loads = await AgentLoads.ReadAsync(db, book, ids, now, cancel);
        var known = await skills.ReadAsync(cancel);
        var may = await roles.ReadAsync(cancel);
        return
        [
            .. agents.Where(agent => may.Allows(agent.Role, Permission.Reply))
                .Select(agent => new Candidate(agent.Id, agent.TeamId, seats[agent.Id].Capacity, loads.GetValueOrDefault(agent.Id, AgentLoads.Load.None).Points, seats[agent.Id].LastGivenAt, known.Of(agent.Id)))
                .Where(candidate => candidate.Load < candidate.Capacity),
        ];
    }

    private static async IAsyncEnumerable<Conversation> WaitingAsync(AppDb db, RoutingBook book, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Guid[] inboxes = [.. book.Rules.Where(rule => rule.Strategy is not RoutingStrategy.Manual).Select(rule => rule.InboxId)];
        var waiting = db.Conversations.Where(it => it.AssigneeId == null && it.Status == ConversationStatus.Open && it.ReplyDueAt != null && inboxes.Contains(it.InboxId));
        var page = await FirstAsync(waiting, most);
        for (var (seen, size) = (0, most); page.Count > 0 && seen < MostLookedAt; (seen, size) = (seen + size, PageSize))
        {
            foreach (var conversation in page)
                yield return conversation;
            if (page.Count < size)
                yield break;

            var (due, id) = (page[^1].ReplyDueAt, page[^1].Id);
            page = await FirstAsync(waiting.Where(it => it.ReplyDueAt > due || (it.ReplyDueAt == due && it.Id > id)), PageSize);
        }

        Task<List<Conversation>> FirstAsync(IQueryable<Conversation> from, int size) => from.OrderBy(it => it.ReplyDueAt).ThenBy(it => it.Id).Take(size).ToListAsync(cancel);
    }

    private static Need NeedOf(RoutingRule rule, Conversation conversation, SkillBook book, DateTimeOffset now)
    {
        var asked = rule.Skills.Select(it => (Skill: book.Find(it.SkillId), it.Level)).Where(it => it.Skill is not null).Select(it => new Need.Asked(it.Skill!, it.Level));
        if (rule.LanguageLevel is { } level && book.LanguageSkill(conversation.Language) is { } language)
            asked = asked.Where(it => it.Skill.Id != language.Id).Prepend(new Need.Asked(language, level));
        return new Need(conversation.TeamId, [.. asked], now - (conversation.WaitingSince ?? now), conversation.GivenBackBy);
    }

    private static Task<Guid?> LastAgentAsync(AppDb db, Conversation conversation, CancellationToken cancel) =>
        db.Conversations.Where(it => it.PersonId == conversation.PersonId && it.AssigneeId != null && it.Id != conversation.Id)
            .OrderByDescending(it => it.LastMessageAt).Select(it => it.AssigneeId).FirstOrDefaultAsync(cancel);
}
