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
        return [.. (descending ? found.OrderByDescending(MomentOf).ThenByDescending(row => row.Id) : found.OrderBy(MomentOf).ThenBy(row => row.Id)).Take(most)];
    }

    public IQueryable<ReadInbox.Row> Rows(AppDb db, IQueryable<Conversation> conversations, string? after)
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

        return Any(db, descending ? conversations.OrderByDescending(moment).ThenByDescending(it => it.Id) : conversations.OrderBy(moment).ThenBy(it => it.Id));
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
}
