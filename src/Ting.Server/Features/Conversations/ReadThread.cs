using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>What was said in a conversation, newest part first, with what belongs to each message.</summary>
public sealed class ReadThread(IDbContextFactory<AppDb> database)
{
    public const int PageSize = 50;
    private const int MostContext = 6;
    private const int MostEvents = 100;

    private static readonly string[] Told =
    [
        "conversation.assigned", "conversation.resolved", "conversation.reopened", "conversation.snoozed", "conversation.prioritised", "conversation.labelled", "reading.corrected",
        "reply.scheduled", "reply.cancelled", "reply.stopped", "conversation.merged", "conversation.unmerged", "conversation.split", "conversation.split_from",
    ];

    public sealed record View(
        Conversation Conversation, string InboxName, string InboxKind, string PersonName, string? AssigneeName, string? TeamName,
        IReadOnlyList<Item> Items, string? Earlier, bool IsEarlier, IReadOnlyList<Label> Labels, IReadOnlyDictionary<Guid, string> Names);

    /// <summary>A message or an event, in the order in which they happened.</summary>
    public abstract record Item(DateTimeOffset At);

    public sealed record Said(Message Message, Reading? Reading, MessageReading? Understood, IReadOnlyList<Attachment> Files, IReadOnlyList<Fact> Facts, bool Paraphrases, bool Feels) : Item(Message.At);

    public sealed record Happened(long Position, string Type, string Actor, JsonElement Data, DateTimeOffset At) : Item(At);

    public async Task<View?> HandleAsync(long number, string? before, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var found = await (from it in db.Conversations.AsNoTracking()
                           join inbox in db.Inboxes on it.InboxId equals inbox.Id
                           join person in db.People on it.PersonId equals person.Id
                           where it.Number == number
                           select new { Conversation = it, inbox.Name, inbox.Kind, Person = person.Name }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return null;

        var conversation = found.Conversation;
        var (messages, earlier) = await MessagesAsync(db, conversation.Id, before, cancel);
        var items = await ItemsAsync(db, conversation, messages, before is null, earlier is null, cancel);
        var labels = await db.Labels.AsNoTracking().Where(label => db.Set<ConversationLabel>().Any(link => link.ConversationId == conversation.Id && link.LabelId == label.Id)).OrderBy(label => label.Name).ToListAsync(cancel);
        var names = await NamesAsync(db, items, conversation, cancel);
        return new View(
            conversation, found.Name, found.Kind, found.Person,
            conversation.AssigneeId is { } agent ? names.GetValueOrDefault(agent) : null,
            conversation.TeamId is { } team ? names.GetValueOrDefault(team) : null,
            items, earlier, before is not null, labels, names);
    }

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

    private static async Task<IReadOnlyList<Item>> ItemsAsync(AppDb db, Conversation conversation, List<Message> messages, bool isNewest, bool isOldest, CancellationToken cancel)
    {
        List<Guid> ids = [.. messages.Select(message => message.Id)];
        var readings = conversation.MoodHidden ? [] : await db.Readings.AsNoTracking().Where(it => ids.Contains(it.MessageId)).ToDictionaryAsync(it => it.MessageId, cancel);
        var files = (await db.Attachments.AsNoTracking().Where(it => it.MessageId != null && ids.Contains(it.MessageId.Value)).ToListAsync(cancel)).ToLookup(it => it.MessageId!.Value);
        var facts = (await db.Facts.AsNoTracking()
            .Where(it => it.PersonId == conversation.PersonId && it.Status == FactStatus.Proposed && it.MessageId != null && ids.Contains(it.MessageId.Value))
            .ToListAsync(cancel)).ToLookup(it => it.MessageId!.Value);

        var items = new List<Item>();
        var context = new List<string>();
        foreach (var message in messages)
        {
            var understood = readings.GetValueOrDefault(message.Id);
            var coaching = message.Kind is MessageKind.Reply && message.Text.Length > 0 ? Coach.Review(message.Text, [.. context.TakeLast(MostContext)]) : null;
            if (message.Kind is MessageKind.Customer)
                context.Add(message.Text);
            items.Add(new Said(
                message, understood is null ? null : ListeningJson.ReadReading(understood.Json), understood, [.. files[message.Id]], [.. facts[message.Id]],
                coaching?.Paraphrase is true, coaching is { Empathy: not null } or { Apology: true }));
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

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(AppDb db, IReadOnlyList<Item> items, Conversation conversation, CancellationToken cancel)
    {
        var ids = new HashSet<Guid>();
        foreach (var item in items)
        {
            if (item is Said { Message.AuthorId: { } author })
                ids.Add(author);
            if (item is not Happened happened)
                continue;
            if (happened.Actor.Split(':') is ["agent", var actor] && Guid.TryParse(actor, out var id))
                ids.Add(id);
            foreach (var field in (string[])["from", "to", "teamId"])
                if (happened.Data.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String && value.TryGetGuid(out id))
                    ids.Add(id);
        }

        if (conversation.AssigneeId is { } assignee)
            ids.Add(assignee);
        if (conversation.TeamId is { } team)
            ids.Add(team);
        // A note may call anybody.
        if (items.Any(item => item is Said { Message: { Kind: MessageKind.Note } note } && (note.Text.Contains('@') || note.Text.Contains('＠'))))
            ids.UnionWith(await db.Agents.Where(agent => agent.Active).Take(500).Select(agent => agent.Id).ToListAsync(cancel));
        var names = await db.Agents.Where(agent => ids.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.Name, cancel);
        foreach (var known in await db.Teams.Where(it => ids.Contains(it.Id)).Select(it => new { it.Id, it.Name }).ToListAsync(cancel))
            names[known.Id] = known.Name;
        return names;
    }
}
