using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Chat;

public sealed record QueuePlace(int Position, int? ExpectedWaitSeconds);

public sealed record AgentShown(string Name, string Initial)
{
    public static AgentShown Of(string name) =>
        new(name, name.Length == 0 ? "" : System.Globalization.StringInfo.GetNextTextElement(name).ToUpperInvariant());
}

/// <summary>Who is there, who waits and how long it takes. Looked up once for everybody who asks within a few seconds, in a bounded part of the queue.</summary>
public sealed class WaitingRoom(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    private const int LongestQueue = 500;
    private const int Recent = 30;
    private const int FewestToTell = 3;
    private const int MostNamed = 3;
    private const int MostStaff = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Present = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, int? Seconds)> _waits = [];
    private (DateTimeOffset At, Waiting[] All) _queue;
    private (DateTimeOffset At, Staff Now) _staff;

    /// <summary>Colleagues who are there now, at most three by name.</summary>
    public async Task<IReadOnlyList<AgentShown>> AgentsAsync(CancellationToken cancel) => [.. (await StaffAsync(cancel)).Present.Take(MostNamed).Select(it => AgentShown.Of(it.Name))];

    /// <summary>Somebody is online or busy; where nobody has ever said so, an open inbox counts.</summary>
    public async Task<bool> IsStaffedAsync(CancellationToken cancel) => await StaffAsync(cancel) is var staff && (staff.Present.Count > 0 || (!staff.SaysSo && live.IsHeard("inbox")));

    /// <returns>Null when the conversation is not waiting for a first answer, or is too far back to say.</returns>
    public async Task<QueuePlace?> PlaceAsync(Conversation conversation, CancellationToken cancel)
    {
        if (conversation is not { Status: ConversationStatus.Open, AssigneeId: null, FirstReplyAt: null, ReplyDueAt: not null } || !await IsStaffedAsync(cancel))
            return null;

        var queue = await QueueAsync(conversation, cancel);
        var position = queue.Where(it => it.InboxId == conversation.InboxId).Select(it => it.Id).ToList().IndexOf(conversation.Id) + 1;
        if (position == 0)
            return null;

        var staff = Math.Max(1, (await StaffAsync(cancel)).Present.Count(it => conversation.TeamId is null || it.TeamId == conversation.TeamId));
        var first = await ExpectedWaitAsync(conversation.InboxId, cancel);
        return new QueuePlace(position, first is { } seconds ? (int)Math.Min(4 * 3600L, (long)seconds * (position + staff - 1) / staff) : null);
    }

    /// <summary>The median of the last first answers on this inbox, in seconds; null while there are too few to tell.</summary>
    public async Task<int?> ExpectedWaitAsync(Guid inboxId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_waits.TryGetValue(inboxId, out var known) && now - known.At < TimeSpan.FromMinutes(1))
            return known.Seconds;

        await using var db = await database.CreateDbContextAsync(cancel);
        var answered = await db.Conversations.AsNoTracking().Where(it => it.InboxId == inboxId)
            .OrderByDescending(it => it.LastMessageAt).Take(Recent)
            .Select(it => new { it.CreatedAt, it.FirstReplyAt }).ToListAsync(cancel);
        var waits = answered.Where(it => it.FirstReplyAt is not null).Select(it => (int)(it.FirstReplyAt!.Value - it.CreatedAt).TotalSeconds).Order().ToArray();
        int? seconds = waits.Length < FewestToTell ? null : Math.Max(15, waits[waits.Length / 2]);
        _waits[inboxId] = (now, seconds);
        return seconds;
    }

    private async Task<Staff> StaffAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_staff.Now is { } known && now - _staff.At < Fresh)
            return known;

        await using var db = await database.CreateDbContextAsync(cancel);
        var since = now - Present;
        var present = await db.Agents.AsNoTracking()
            .Where(agent => agent.Active
                && (db.Set<Seat>().Any(seat => seat.AgentId == agent.Id && (seat.State == SeatState.Online || seat.State == SeatState.Busy))
                    || (agent.LastSeenAt > since && !db.Set<Seat>().Any(seat => seat.AgentId == agent.Id))))
            .OrderByDescending(agent => agent.LastSeenAt).Take(MostStaff).Select(agent => new Colleague(agent.Name, agent.TeamId)).ToListAsync(cancel);
        _staff = (now, new Staff(present, present.Count > 0 || await db.Seats.AnyAsync(cancel)));
        return _staff.Now;
    }

    private async Task<Waiting[]> QueueAsync(Conversation asking, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_queue.All is { } known && now - _queue.At < Fresh && known.Any(it => it.Id == asking.Id))
            return known;

        await using var db = await database.CreateDbContextAsync(cancel);
        Waiting[] all = [.. await db.Conversations.AsNoTracking()
            .Where(it => it.AssigneeId == null && it.Status == ConversationStatus.Open && it.ReplyDueAt != null)
            .OrderBy(it => it.ReplyDueAt).Take(LongestQueue)
            .Select(it => new Waiting(it.Id, it.InboxId, it.FirstReplyAt)).ToListAsync(cancel)];
        _queue = (now, [.. all.Where(it => it.FirstReplyAt is null)]);
        return _queue.All;
    }

    /// <param name="SaysSo">At least one agent has said, at any time, whether they are there.</param>
    private sealed record Staff(IReadOnlyList<Colleague> Present, bool SaysSo);

    private sealed record Colleague(string Name, Guid? TeamId);

    private sealed record Waiting(Guid Id, Guid InboxId, DateTimeOffset? FirstReplyAt);
}
