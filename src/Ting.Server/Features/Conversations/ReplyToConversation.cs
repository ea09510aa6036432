using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent answers the customer, on the channel the customer wrote from.</summary>
public static class ReplyToConversation
{
    private const int MostContext = 6;

    public sealed record Request
    {
        [Required, StringLength(Message.MostCharacters, MinimumLength = 1)]
        public string Text { get; set; } = "";

        public string? Html { get; set; }
        public List<Guid> Attachments { get; set; } = [];
        public string? ExternalId { get; set; }

        /// <summary>Resolve the conversation with this answer.</summary>
        public bool Resolve { get; set; }

        /// <summary>What became of the coach's findings while this was written.</summary>
        public IReadOnlyList<CoachedFinding> Coached { get; set; } = [];
    }

    public sealed record CoachedFinding(string Rule, string Category, string Severity, string Text, CoachOutcome Outcome, string? Reason);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Message>> HandleAsync(Guid conversationId, ClaimsPrincipal user, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, user, request, cancel));

        private async Task<Outcome<Message>> TryAsync(Guid conversationId, ClaimsPrincipal user, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");

            if (request.ExternalId is { } externalId
                && await db.Messages.FirstOrDefaultAsync(it => it.InboxId == conversation.InboxId && it.ExternalId == externalId, cancel) is { } earlier)
                return earlier.ConversationId == conversationId ? earlier : Refusal.Conflict("message.external_id_used");

            // The coach's word counts here, not the browser's: a wording that blocks goes out only with a reason.
            if (user.AgentId() is not null && await UnexplainedBlockAsync(db, conversation, request, cancel))
                return Refusal.Invalid("reply.needs_reason", "reason");

            if (user.AgentId() is { } agentId && await db.Drafts.FindAsync([agentId, conversationId], cancel) is { } draft)
                db.Drafts.Remove(draft);
            if ((await SendAsync(db, conversation, user.AgentId(), user.Actor(), request, clock.GetUtcNow(), cancel)).IsRefused(out var refusal, out var message))
                return refusal;

            await db.SaveAsync(conversation, cancel);

            Intake.Announce(live, conversation);
            return message;
        }

        /// <summary>The answer itself, in the save that follows: the message, its files, its words to search and its way to the customer.</summary>
        internal static async Task<Outcome<Message>> SendAsync(AppDb db, Conversation conversation, Guid? agentId, string actor, Request request, DateTimeOffset now, CancellationToken cancel)
        {
            var message = conversation.Reply(agentId, actor, request.Text, request.Html, request.ExternalId, now);
            db.Messages.Add(message);
            if ((await AttachedFiles.TakeAsync(db, message, actor, request.Attachments, cancel)).IsRefused(out var refusal, out _))
                return refusal;

            db.AddNumbered(new SearchDocument("message", conversation.Id, message.Id, request.Text));
            if (agentId is { } author)
                db.CoachRecords.AddRange(request.Coached.Select(it => new CoachRecord(message, author, it.Rule, it.Category, it.Severity, it.Text, it.Outcome, it.Reason)));
            if (FindPromise.Read(request.Text, now, TimeZoneInfo.Local) is { } promised)
                FindPromise.Keep(db, new Promise(conversation, message.Id, agentId, promised.Text, promised.Due, actor, now));
            if (request.Resolve && conversation.Resolve(actor, now).IsRefused(out refusal, out _))
                return refusal;

            db.Enqueue(new DeliverReply(message.Id), dueAt: now);
            return message;
        }

        internal static async Task<bool> UnexplainedBlockAsync(AppDb db, Conversation conversation, Request request, CancellationToken cancel)
        {
            if (request.Coached.Any(it => it.Outcome is CoachOutcome.Overridden && !string.IsNullOrWhiteSpace(it.Reason)))
                return false;

            var context = await db.Messages.AsNoTracking()
                .Where(it => it.ConversationId == conversation.Id && it.Kind == MessageKind.Customer)
                .OrderByDescending(it => it.At).Take(MostContext).Select(it => it.Text).ToListAsync(cancel);
            context.Reverse();
            return Coach.Review(request.Text, context).Findings.Any(finding => finding.Severity is Severity.Block);
        }
    }
}
