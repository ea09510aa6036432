using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chat;

/// <summary>Reads a conversation the way its customer may see it: no notes, colleagues by name only.</summary>
public sealed class ChatTranscript(FileLinks links)
{
    private const int MostMessages = 300;

    /// <summary>The last messages of the conversation, oldest first.</summary>
    public async Task<IReadOnlyList<MessageShown>> LastAsync(AppDb db, Inbox inbox, Conversation conversation, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == conversation.Id && it.Kind != MessageKind.Note)
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Take(MostMessages).ToListAsync(cancel);
        messages.Reverse();
        return await ShowAsync(db, inbox, conversation, messages, cancel);
    }

    public async Task<IReadOnlyList<MessageShown>> TheseAsync(AppDb db, Inbox inbox, Conversation conversation, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => ids.Contains(it.Id) && it.ConversationId == conversation.Id && it.Kind != MessageKind.Note).ToListAsync(cancel);
        return await ShowAsync(db, inbox, conversation, messages, cancel);
    }

    public static async Task<AgentShown?> AgentAsync(AppDb db, Conversation conversation, CancellationToken cancel) =>
        conversation.AssigneeId is { } id && await db.Agents.AsNoTracking().Where(it => it.Id == id).Select(it => it.Name).FirstOrDefaultAsync(cancel) is { } name
            ? AgentShown.Of(name)
            : null;

    /// <summary>True when the conversation is over and its customer has not yet been heard on it.</summary>
    public static async Task<bool> AsksRatingAsync(AppDb db, Inbox inbox, Conversation conversation, CancellationToken cancel) =>
        inbox.AsksSatisfaction && conversation.Status is ConversationStatus.Resolved
        && !await db.SatisfactionRatings.AnyAsync(it => it.ConversationId == conversation.Id && it.Score != null, cancel);

    /// <summary>The last message of the customer that an agent has seen.</summary>
    public static async Task<Guid?> SeenUpToAsync(AppDb db, Conversation conversation, CancellationToken cancel)
    {
        var own = await db.Messages.AsNoTracking().Where(it => it.ConversationId == conversation.Id && it.Kind == MessageKind.Customer)
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Skip(conversation.Unread).Take(1).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel);
        return own;
    }

    private async Task<IReadOnlyList<MessageShown>> ShowAsync(AppDb db, Inbox inbox, Conversation conversation, List<Message> messages, CancellationToken cancel)
    {
        Guid[] ids = [.. messages.Select(it => it.Id)];
        Guid[] authorIds = [.. messages.Select(it => it.AuthorId).OfType<Guid>().Distinct()];
        var authors = authorIds.Length == 0 ? [] : await db.Agents.AsNoTracking().Where(it => authorIds.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Name, cancel);
        var files = (await db.Attachments.AsNoTracking().Where(it => it.ConversationId == conversation.Id && it.MessageId != null && ids.Contains(it.MessageId!.Value)).ToListAsync(cancel))
            .ToLookup(it => it.MessageId!.Value);
        var seen = await SeenUpToAsync(db, conversation, cancel) is { } last ? messages.FindLastIndex(it => it.Id == last) : -1;
        var seenAt = seen >= 0 ? messages[seen].At : conversation.Unread == 0 ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;

        return [.. messages.Select(it => new MessageShown(
            it.Id,
            it.Kind is MessageKind.Customer ? it.ExternalId : null,
            it.Kind switch { MessageKind.Customer => "customer", MessageKind.Reply => "agent", _ => "system" },
            it.Text == SendChatMessage.TextOfFilesOnly([.. files[it.Id].Select(file => file.Name)]) ? "" : it.Text,
            it.At,
            it.Kind is MessageKind.Reply ? it.AuthorId is { } author && authors.TryGetValue(author, out var name) ? name : inbox.Name : null,
            [.. files[it.Id].OrderBy(file => file.Id).Select(file => Show(inbox, file))],
            it.Kind is MessageKind.Customer ? it.At <= seenAt : it.Delivery is Delivery.Read))];
    }

    public FileShown Show(Inbox inbox, Attachment file) => new(file.Id, file.Name, file.ContentType, file.Size, links.To(inbox, file.Id));
}
