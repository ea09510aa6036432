using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations.Visibility;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>An order that an index keeps, and the place in it where one part of a list ends and the next begins.</summary>
internal sealed class InboxOrder(char mark, Expression<Func<Conversation, DateTimeOffset?>> moment, bool descending)
{
    /// <summary>By when an answer is due.</summary>
    public static readonly InboxOrder Waiting = new('w', it => it.ReplyDueAt, descending: false);

    /// <summary>Nobody waits: the newest first.</summary>
    public static readonly InboxOrder Quiet = new('q', it => it.LastMessageAt, descending: true);

    /// <summary>By when something is promised.</summary>
    public static readonly InboxOrder Due = new('d', it => it.DueAt, descending: false);

    public static readonly InboxOrder Snoozed = new('s', it => it.SnoozedUntil, descending: false);
    public static readonly InboxOrder Resolved = new('r', it => it.ResolvedAt, descending: true);

    /// <summary>Whatever their state: the newest message first.</summary>
    public static readonly InboxOrder Newest = new('n', it => it.LastMessageAt, descending: true);

    /// <summary>How many conversations one part of a list looks at for what no index knows.</summary>
    public const int MostLooked = 2_000;

    public string Beginning => $"{mark}-";

    public bool Owns(string? cursor) => cursor is [var first, '-', ..] && first == mark;

    public string CursorOf(ReadInbox.Row row) =>
        string.Create(CultureInfo.InvariantCulture, $"{mark}-{MomentOf(row)!.Value.UtcTicks}-{row.Id:N}");

    private DateTimeOffset? MomentOf(ReadInbox.Row row) =>
        mark switch { 'w' => row.ReplyDueAt, 'd' => row.DueAt, 's' => row.SnoozedUntil, 'r' => row.ResolvedAt, _ => row.LastMessageAt };

    /// <summary>The first of them. For an agent who does not see all the parts of what they see are read each in its order and put together in it.</summary>
    public async Task<List<ReadInbox.Row>> TakeAsync(AppDb db, IQueryable<Conversation> conversations, string? after, int most, CancellationToken cancel)
    {
        if (db is not SeenDb seen)
            return await Rows(db, conversations, after).Take(most).ToListAsync(cancel);

        List<ReadInbox.Row> found = [];
        foreach (var part in seen.Parts(conversations))
            found.AddRange(await Rows(db, part, after).Take(most).ToListAsync(cancel));
        return [.. InOrder(found).Take(most)];
    }

    private IEnumerable<ReadInbox.Row> InOrder(IEnumerable<ReadInbox.Row> rows) =>
        descending ? rows.OrderByDescending(MomentOf).ThenByDescending(row => row.Id) : rows.OrderBy(MomentOf).ThenBy(row => row.Id);

    /// <summary>The first of those that a narrower condition holds for. So many are looked at, however many there are: a part may be short and still have a next one.</summary>
    /// <returns>Also where the looking ended; null when there was nothing more to look at.</returns>
    public async Task<(List<ReadInbox.Row> Rows, string? Edge)> LookAsync(
        AppDb db, IQueryable<Conversation> among, Func<IQueryable<Conversation>, IQueryable<Conversation>> narrow, string? after, int most, CancellationToken cancel)
    {
        IReadOnlyList<IQueryable<Conversation>> parts = db is SeenDb seen ? seen.Parts(among) : [among];
        ReadInbox.Row? edge = null;
        foreach (var part in parts)
        {
            if (await Any(db, Ordered(part, after).Skip(MostLooked - 1).Take(1)).FirstOrDefaultAsync(cancel) is { } end && (edge is null || InOrder([edge, end]).First() == end))
                edge = end;
        }

        List<ReadInbox.Row> found = [];
        foreach (var part in parts)
            found.AddRange(await Any(db, Ordered(narrow(edge is null ? part : part.Where(Within(MomentOf(edge)!.Value, edge.Id))), after)).Take(most).ToListAsync(cancel));
        return ([.. InOrder(found).Take(most)], edge is null ? null : CursorOf(edge));
    }

    public IQueryable<ReadInbox.Row> Rows(AppDb db, IQueryable<Conversation> conversations, string? after) => Any(db, Ordered(conversations, after));

    private IQueryable<Conversation> Ordered(IQueryable<Conversation> conversations, string? after)
    {
        conversations = mark switch
        {
            'w' => conversations.Where(it => it.ReplyDueAt != null),
            'q' => conversations.Where(it => it.ReplyDueAt == null),
            'd' => conversations.Where(it => it.DueAt != null),
            _ => conversations,
        };
        if (Owns(after) && after!.Split('-') is [_, var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParse(id, out var last))
            conversations = conversations.Where(Beyond(new DateTimeOffset(number, TimeSpan.Zero), last));

        return descending ? conversations.OrderByDescending(moment).ThenByDescending(it => it.Id) : conversations.OrderBy(moment).ThenBy(it => it.Id);
    }

    // One statement for what a row shows; each joined table is looked up by its key.
    public static IQueryable<ReadInbox.Row> Any(AppDb db, IQueryable<Conversation> conversations) =>
        conversations.Select(it => new ReadInbox.Row(
            it.Id, it.Number, it.PersonId,
            db.Set<Person>().Where(person => person.Id == it.PersonId).Select(person => person.Name).First(),
            db.Set<Person>().Where(person => person.Id == it.PersonId).Select(person => person.Tier).First(),
            it.InboxId, it.Subject, it.Language, it.Preview, it.PreviewKind, it.Status, it.Priority, it.LastMessageAt, it.WaitingSince, it.ReplyDueAt, it.SnoozedUntil, it.ResolvedAt,
            it.Unread, it.MoodHidden ? null : it.Emotion, it.MoodHidden ? null : it.LastLevel, it.MoodHidden ? "" : it.EmotionTrail, it.Urgent, it.Escalated, it.AssigneeId, it.DueAt, it.DueTarget, it.DueSoonAt));

    private Expression<Func<Conversation, bool>> Beyond(DateTimeOffset at, Guid id)
    {
        Expression<Func<Conversation, bool>> condition = mark switch
        {
            'w' => it => it.ReplyDueAt > at || (it.ReplyDueAt == at && it.Id > id),
            'd' => it => it.DueAt > at || (it.DueAt == at && it.Id > id),
            's' => it => it.SnoozedUntil > at || (it.SnoozedUntil == at && it.Id > id),
            'r' => it => it.ResolvedAt < at || (it.ResolvedAt == at && it.Id < id),
            _ => it => it.LastMessageAt < at || (it.LastMessageAt == at && it.Id < id),
        };
        return condition;
    }

    // The first half by itself tells the database where in the index to stop.
    private Expression<Func<Conversation, bool>> Within(DateTimeOffset at, Guid id)
    {
        Expression<Func<Conversation, bool>> condition = mark switch
        {
            'w' => it => it.ReplyDueAt <= at && (it.ReplyDueAt < at || it.Id <= id),
            'd' => it => it.DueAt <= at && (it.DueAt < at || it.Id <= id),
            's' => it => it.SnoozedUntil <= at && (it.SnoozedUntil < at || it.Id <= id),
            'r' => it => it.ResolvedAt >= at && (it.ResolvedAt > at || it.Id >= id),
            _ => it => it.LastMessageAt >= at && (it.LastMessageAt > at || it.Id >= id),
        };
        return condition;
    }
}
