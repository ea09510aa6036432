using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>What was said in a conversation, newest part first, with what belongs to each message.</summary>
public sealed class ReadThread(IDbContextFactory<AppDb> database, ReadColleagues colleagues, ReplyManners manners)
{
    public const int PageSize = 50;
    private const int MostEvents = 100;
    private const int MostFacts = 200;
    private const int MostFiles = 1000;

    /// <summary>A rule did something; the event names it and its run.</summary>
    public const string AutomationRan = "automation.ran";

    /// <summary>The recording of a call was attached; the event names it.</summary>
    public const string CallRecorded = "call.recorded";

    private static readonly string[] Told =
    [
        "conversation.assigned", "conversation.resolved", "conversation.reopened", "conversation.snoozed", "conversation.prioritised", "conversation.labelled", "reading.corrected",
        "reply.scheduled", "reply.cancelled", "reply.stopped", "conversation.merged", "conversation.unmerged", "conversation.split", "conversation.split_from",
        "promise.kept", "promise.broken", "promise.due_soon",
        CallRecorded, AutomationRan, "followup.made", "followup.done", "followup.due", "forward.made", "forward.closed",
        ServiceFold.Warned, ServiceFold.Broke, RecountDueTimes.Corrected,
    ];

    public sealed record View(
        Conversation Conversation, Person Person, ReadColleagues.View Desk, IReadOnlyList<Item> Items, string? Earlier, bool IsEarlier, IReadOnlyList<Label> Labels, IReadOnlyList<Fact> Facts)
    {
        public string PersonName => Person.Name;

        public string InboxName => Desk.InboxOf(Conversation.InboxId)?.Name ?? "";

        public string InboxKind => Desk.InboxOf(Conversation.InboxId)?.Kind ?? "";

        public string? AssigneeName => Conversation.AssigneeId is { } id ? NameOf(id) : null;

        public string? TeamName => Conversation.TeamId is { } id ? NameOf(id) : null;

        /// <summary>Of an agent or a team.</summary>
        public string? NameOf(Guid id) => Desk.Roster.NameOf(id);
    }

    public sealed record Found(Conversation Conversation, Person Person);

    /// <summary>A message or an event, in the order in which they happened.</summary>
    public abstract record Item(DateTimeOffset At);

    public sealed record Said(Message Message, Reading? Reading, MessageReading? Understood, IReadOnlyList<Attachment> Files, IReadOnlyList<Fact> Facts, bool Paraphrases, bool Feels) : Item(Message.At);

    public sealed record Happened(long Position, string Type, string Actor, JsonElement Data, DateTimeOffset At) : Item(At);

    public async Task<View?> HandleAsync(long number, string? before, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await FindAsync(db, number, cancel) is not { } found)
            return null;

        var conversation = found.Conversation;
        var (messages, earlier) = await MessagesAsync(db, conversation.Id, before, cancel);
        var facts = await db.Facts.AsNoTracking().Where(it => it.PersonId == conversation.PersonId && it.Status != FactStatus.Declined).OrderByDescending(it => it.Id).Take(MostFacts).ToListAsync(cancel);
        var items = await ItemsAsync(db, conversation, messages, facts, before is null, earlier is null, cancel);
        var labels = await db.Labels.AsNoTracking().Where(label => db.Set<ConversationLabel>().Any(link => link.ConversationId == conversation.Id && link.LabelId == label.Id)).OrderBy(label => label.Name).ToListAsync(cancel);
        return new View(conversation, found.Person, await colleagues.HandleAsync(cancel), items, earlier, before is not null, labels, facts);
    }

    public async Task<Found?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await FindAsync(db, number, cancel);
    }

    private static Task<Found?> FindAsync(AppDb db, long number, CancellationToken cancel) =>
        (from it in db.Conversations.AsNoTracking()
         join person in db.People.AsNoTracking() on it.PersonId equals person.Id
         where it.Number == number
         select new Found(it, person)).FirstOrDefaultAsync(cancel);

    private static async Task<(List<Message>, string?)> MessagesAsync(AppDb db, Guid conversationId, string? before, CancellationToken cancel)
    {
        var messages = db.Messages.AsNoTracking().Where(it => it.ConversationId == conversationId);
        if (before?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(id, out var last))
        {
            var moment = new DateTimeOffset(at, TimeSpan.Zero);
            messages = messages.Where(it => it.At < moment || (it.At == moment && it.Id < last));
        }

        var page = await messages.OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Take(PageSize + 1).ToListAsync(cancel);
        var more = page.Count > PageSize;
        if (more)
            page.RemoveAt(PageSize);
        page.Reverse();
        return (page, more ? string.Create(CultureInfo.InvariantCulture, $"{page[0].At.UtcTicks}-{page[0].Id:N}") : null);
    }

    private async Task<IReadOnlyList<Item>> ItemsAsync(AppDb db, Conversation conversation, List<Message> messages, List<Fact> known, bool isNewest, bool isOldest, CancellationToken cancel)
    {
        // A reading has its message's moment, so those of a page are one stretch of an index.
        var (oldest, newest) = messages.Count == 0 ? default : (messages[0].At, messages[^1].At);
        var readings = conversation.MoodHidden ? [] : await db.Readings.AsNoTracking()
            .Where(it => it.ConversationId == conversation.Id && it.At >= oldest && it.At <= newest).ToDictionaryAsync(it => it.MessageId, cancel);
        var files = (await db.Attachments.AsNoTracking().Where(it => it.ConversationId == conversation.Id && it.MessageId != null).OrderBy(it => it.Id).Take(MostFiles).ToListAsync(cancel)).ToLookup(it => it.MessageId!.Value);
        var facts = known.Where(it => it is { Status: FactStatus.Proposed, MessageId: not null }).ToLookup(it => it.MessageId!.Value);

        var items = new List<Item>();
        var context = new List<string>();
        foreach (var message in messages)
        {
            var understood = readings.GetValueOrDefault(message.Id);
            var manner = message.Kind is MessageKind.Reply && message.Text.Length > 0 ? manners.Of(message, context) : default;
            if (message.Kind is MessageKind.Customer)
                context.Add(message.Text);
            items.Add(new Said(
                message, understood is null ? null : ListeningJson.ReadReading(understood.Json), understood, [.. files[message.Id]], [.. facts[message.Id]],
                manner.Paraphrases, manner.Feels));
        }

        var events = db.Events.AsNoTracking().Where(line => line.Stream == conversation.Id && Told.Contains(line.Type));
        if (messages is [var first, ..] && !isOldest)
        {
            var from = first.At;
            events = events.Where(line => line.At >= from);
        }

        if (messages is [.., var last] && !isNewest)
        {
            var until = last.At;
            events = events.Where(line => line.At <= until);
        }

        var lines = await events.OrderByDescending(line => line.Sequence).Take(MostEvents).ToListAsync(cancel);
        items.AddRange(lines.AsEnumerable().Reverse().Select(line => new Happened(line.Position, line.Type, line.Actor, JsonDocument.Parse(line.Data).RootElement, line.At)));

        // In one moment a message comes before what followed from it.
        return [.. items.OrderBy(item => item.At).ThenBy(item => item is Said ? 0 : 1)];
    }
}
