using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Outreach;

/// <summary>We write first: a conversation begins with what an agent says to a person.</summary>
public static class BeginConversation
{
    public sealed record Request
    {
        /// <summary>Key or id of the inbox it goes out by.</summary>
        [Required, StringLength(60)]
        public string Inbox { get; set; } = "";

        [StringLength(300)]
        public string? Subject { get; set; }

        [Required, StringLength(Message.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        /// <summary>Why a wording that the coach holds back shall go out all the same.</summary>
        [StringLength(300)]
        public string? Reason { get; set; }
    }

    /// <summary>Somebody of whom there is no record yet.</summary>
    public sealed record NewPerson(string Name, string Email);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/people/{id:guid}/conversations", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, null, user, request, cancel)).ToHttp(begun => TypedResults.Created($"/api/v1/conversations/{begun.Id}", begun)))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Write to a person first: begin a conversation with what we say")
            .Produces<StartConversation.Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>The chat inboxes of which this person still has a window.</summary>
    internal static Task<List<Guid>> WindowsOfAsync(AppDb db, Guid personId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - ChatVisitor.Forgotten;
        return db.ChatSessions.Where(it => it.PersonId == personId && it.LastSeenAt > since).Select(it => it.InboxId).Distinct().ToListAsync(cancel);
    }

    public sealed class Handler(WholeDatabase database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="personId">Null for somebody new.</param>
        public async Task<Outcome<StartConversation.Response>> HandleAsync(Guid? personId, NewPerson? newcomer, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            var left = new List<Guid>();
            var outcome = await Attempts.OnConflictAsync(() => TryAsync(personId, newcomer, user, request, left, cancel));
            if (outcome.IsRefused(out _, out var begun))
                return outcome;

            live.Publish("inbox");
            foreach (var id in left.Append(begun.Id))
                live.Publish($"visitor:{id}"); // the customer's window goes on here
            return outcome;
        }

        private async Task<Outcome<StartConversation.Response>> TryAsync(Guid? personId, NewPerson? newcomer, ClaimsPrincipal user, Request request, List<Guid> left, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await InboxFinder.FindAsync(db, request.Inbox, cancel) is not { } inbox)
                return Refusal.NotFound("inbox.not_found");

            var (now, actor) = (clock.GetUtcNow(), user.Actor());
            var person = personId is { } id
                ? await PersonFinder.FindAsync(db, id, cancel)
                : await PersonFinder.FindOrAddAsync(db, newcomer!.Name, inbox.Language, newcomer.Email.Length == 0 ? [] : [new IdentityGiven("email", newcomer.Email, Verified: false)], actor, now, cancel);
            if (person is null)
                return Refusal.NotFound("person.not_found");

            var session = inbox.Kind == "chat" ? await WindowAsync(db, person.Id, inbox.Id, now, cancel) : null;
            if (inbox.Kind == "chat" && session is null)
                return Refusal.Conflict("outreach.no_window");
            if (session?.ConversationId is { } current)
            {
                if (await db.Conversations.AnyAsync(it => it.Id == current && (it.Status == ConversationStatus.Open || it.Status == ConversationStatus.Snoozed), cancel))
                    return Refusal.Conflict("outreach.chat_open");
                left.Add(current);
            }

            var conversation = new Conversation(inbox.Id, person.Id, string.IsNullOrWhiteSpace(request.Subject) ? null : request.Subject.Trim(), person.Language ?? inbox.Language, actor, now);
            conversation.Assign(user.AgentId(), inbox.TeamId, actor, "began", now);
            conversation.Stand(person.Tier, person.AccessLane || inbox.AccessLane);
            var reply = new ReplyToConversation.Request { Text = request.Text };
            if (user.AgentId() is not null && string.IsNullOrWhiteSpace(request.Reason) && await ReplyToConversation.Handler.UnexplainedBlockAsync(db, conversation, reply, cancel))
                return Refusal.Invalid("reply.needs_reason", "reason");
            if (!string.IsNullOrWhiteSpace(request.Reason))
                reply.Coached = CoachLog.Read(null, request.Reason, request.Text, []);
            if ((await ReplyToConversation.Handler.SendAsync(db, conversation, user.AgentId(), actor, reply, now, cancel)).IsRefused(out var refusal, out var message))
                return refusal;

            session?.Follow(conversation.Id);
            db.Conversations.Add(conversation);
            await db.SaveAsync(conversation, cancel);
            return new StartConversation.Response(conversation.Id, conversation.Number, person.Id, message.Id);
        }

        /// <summary>The window in which the customer would read it: a browser that still knows its key.</summary>
        private static Task<ChatSession?> WindowAsync(AppDb db, Guid personId, Guid inboxId, DateTimeOffset now, CancellationToken cancel)
        {
            var since = now - ChatVisitor.Forgotten;
            return db.ChatSessions.Where(it => it.PersonId == personId && it.InboxId == inboxId && it.LastSeenAt > since).OrderByDescending(it => it.LastSeenAt).FirstOrDefaultAsync(cancel);
        }
    }
}
