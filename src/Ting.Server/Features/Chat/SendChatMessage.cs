using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer says something; the first message begins the conversation. The same message sent twice is stored once.</summary>
public static class SendChatMessage
{
    public const int MostCharacters = 10_000;
    private const int MostFiles = 10;

    public sealed record Request(string? ClientId, string? Text, IReadOnlyList<Guid>? Files, StartGiven? Start, string? Identity);

    /// <param name="Key">The browser's own choice of its key (32 random bytes, base64url): when the answer to the first message is lost, sending it again finds the same conversation.</param>
    public sealed record StartGiven(string? Key, string? Topic, string? Name, string? Email, string? Order, string? Language, string? Page, string? Title, bool Mood = true, bool Access = false);

    public sealed record Response(string Session, Guid ConversationId, long Number, MessageShown Message, string LastEventId, QueuePlace? Queue);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/messages", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToHttp(sent => TypedResults.Created((string?)null, sent)));

    /// <summary>What lists and search show of a message that is nothing but files.</summary>
    internal static string? TextOfFilesOnly(IReadOnlyCollection<string> names) => names.Count == 0 ? null : string.Join(", ", names.Order(StringComparer.Ordinal));

    public sealed class Handler(
        IDbContextFactory<AppDb> database, VisitorProof proof, ChatTranscript transcript, WaitingRoom room, LiveFeed live, TimeProvider clock, ILogger<Handler> log)
    {
        public Task<Outcome<Response>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(visitor, request, cancel));

        private async Task<Outcome<Response>> TryAsync(ChatVisitor visitor, Request request, CancellationToken cancel)
        {
            if (VisitorText.Line(request.ClientId, 100) is not { Length: >= 8 } clientId)
                return Refusal.Invalid("chat.client_id_missing", "clientId");
            var text = VisitorText.Clean(request.Text);
            if (text.Length > MostCharacters)
                return Refusal.Invalid("chat.text_too_long", "text");
            Guid[] fileIds = [.. (request.Files ?? []).Distinct()];
            if (text.Length == 0 && fileIds.Length == 0)
                return Refusal.Invalid("chat.text_missing", "text");
            if (fileIds.Length > MostFiles)
                return Refusal.Invalid("chat.too_many_files", "files");

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var known = visitor.Token is not null ? visitor : visitor with { Token = ChatVisitor.IsToken(request.Start?.Key) ? request.Start!.Key : ChatVisitor.NewToken() };
            var session = await db.SessionAsync(known, now, cancel);
            if (session is null && visitor.Token is not null)
                return ChatVisitor.NoConversation;
            if (session is null)
                db.ChatSessions.Add(session = new ChatSession(visitor.Inbox.Id, ChatVisitor.HashOf(known.Token!), now));

            if (await db.Messages.AsNoTracking().FirstOrDefaultAsync(it => it.InboxId == visitor.Inbox.Id && it.ExternalId == clientId, cancel) is { } earlier)
                return await IsTheirsAsync(db, session, earlier, cancel) ? await AnswerAsync(known, earlier.ConversationId, earlier.Id, cancel) : Refusal.Conflict("chat.client_id_used");

            if (text.Length == 0)
                text = TextOfFilesOnly(await db.Attachments.Where(it => fileIds.Contains(it.Id)).Select(it => it.Name).ToListAsync(cancel)) ?? "";

            var conversation = session.ConversationId is { } id ? await db.Conversations.SingleAsync(it => it.Id == id, cancel) : null;
            Message message;
            if (conversation is null || (conversation.Status is ConversationStatus.Resolved && request.Start is not null))
            {
                if ((await BeginAsync(db, visitor.Inbox, session, request, now, cancel)).IsRefused(out var refused, out conversation))
                    return refused;
                message = Intake.Receive(db, conversation, text, clientId, now, now, log);
                db.Conversations.Add(conversation);
                Note(db, conversation, message, request.Start, now);
            }
            else
            {
                message = Intake.Receive(db, conversation, text, clientId, now, now, log);
            }

            if ((await AttachedFiles.TakeAsync(db, message, ChatSessionFiles.OwnerOf(session), fileIds, cancel)).IsRefused(out var refusal, out _))
                return refusal;

            session.Seen(now);
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return await AnswerAsync(known, conversation.Id, message.Id, cancel);
        }

        // Asked anew: the same first message may have come in beside this one, with the session it began; and a split may have left the message behind.
        private static async Task<bool> IsTheirsAsync(AppDb db, ChatSession session, Message earlier, CancellationToken cancel)
        {
            var now = await db.ChatSessions.AsNoTracking().Where(it => it.TokenHash == session.TokenHash).Select(it => new { it.ConversationId, it.PersonId }).FirstOrDefaultAsync(cancel);
            return now is not null && (now.ConversationId == earlier.ConversationId || await db.Conversations.AnyAsync(it => it.Id == earlier.ConversationId && it.PersonId == now.PersonId, cancel));
        }

        private async Task<Outcome<Conversation>> BeginAsync(AppDb db, Inbox inbox, ChatSession session, Request request, DateTimeOffset now, CancellationToken cancel)
        {
            var proven = request.Identity is { Length: > 0 } token ? await proof.CheckAsync(inbox, token) : null;
            if (request.Identity is { Length: > 0 } && proven is null)
                return Refusal.Forbidden("chat.identity_refused");

            var start = request.Start;
            var language = Languages.Closest(start?.Language) ?? inbox.Language;
            var actor = VisitorActor.Of(session);
            Person person;
            if (proven is not null)
            {
                IdentityGiven[] identities = [new("account", $"{inbox.Key}:{proven.Subject}", Verified: true), .. proven.Email is { } email ? [new IdentityGiven("email", email, Verified: true)] : Array.Empty<IdentityGiven>()];
                person = await PersonFinder.FindOrAddAsync(db, proven.Name, language, identities, actor, now, cancel);
            }
            else
            {
                // What a stranger claims never joins somebody's record: an address typed here proves nothing.
                person = session.PersonId is { } id && await db.People.SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null, cancel) is { } known
                    ? known
                    : await PersonFinder.FindOrAddAsync(db, VisitorText.Line(start?.Name, 200), language, [], actor, now, cancel);
                if (VisitorText.Email(start?.Email) is { } claimed)
                    await LeaveEmail.ClaimAsync(db, person, claimed, now, cancel);
            }

            if (start?.Access is true && inbox.OffersAccess)
                person.UseAccessLane(true, now);
            var conversation = new Conversation(inbox.Id, person.Id, Subject(inbox, start), language: null, actor, now);
            conversation.Log(VisitorActor.Arrived, actor, now, new { language, mood = start?.Mood ?? true, verified = proven is not null });
            conversation.Assign(null, inbox.TeamId, "system", "inbox", now);
            conversation.Stand(person.Tier, person.AccessLane || inbox.AccessLane);
            conversation.HideMood(start?.Mood is false);
            session.Begin(person.Id, conversation.Id, language);
            return conversation;
        }

        private static string? Subject(Inbox inbox, StartGiven? start)
        {
            var topic = ChatTopic.In(inbox).FirstOrDefault(it => it.Key == start?.Topic)?.In(inbox.Language);
            return VisitorText.Line(string.Join(" · ", new[] { topic, VisitorText.Line(start?.Order, 60) }.OfType<string>()), 300);
        }

        private static void Note(AppDb db, Conversation conversation, Message message, StartGiven? start, DateTimeOffset now)
        {
            if (VisitorText.Line(start?.Order, 60) is { } order)
                db.Facts.Add(new Fact(conversation.PersonId, "orderNumber", order, FactSource.Ear, order, message.Id, 1, FactStatus.Accepted, now));
            if (VisitorText.Page(start?.Page) is { } page)
                db.Facts.Add(new Fact(conversation.PersonId, "page", VisitorText.Line($"{VisitorText.Line(start!.Title, 90)} {page}", 500)!, FactSource.Eye, null, message.Id, 1, FactStatus.Accepted, now));
        }

        private async Task<Response> AnswerAsync(ChatVisitor visitor, Guid conversationId, Guid messageId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == conversationId, cancel);
            var message = (await transcript.TheseAsync(db, visitor.Inbox, conversation, [messageId], cancel))[0];
            return new Response(visitor.Token!, conversation.Id, conversation.Number, message, EventPlace.Of(conversation), await room.PlaceAsync(conversation, cancel));
        }
    }
}
