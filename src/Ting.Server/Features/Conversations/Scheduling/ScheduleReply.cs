using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>An agent writes now what the customer is to read later; until then it can be taken back. It is not sent when the customer writes first.</summary>
public static class ScheduleReply
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <param name="Id">Of the waiting reply, or of the message it has become.</param>
    public sealed record Held(Guid Id, string Text, DateTimeOffset At, bool IsSent);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="sendAt">Null to wait only so long that it can be taken back.</param>
        public Task<Outcome<Held>> HandleAsync(Guid conversationId, ClaimsPrincipal user, ReplyToConversation.Request request, DateTimeOffset? sendAt, TimeSpan undo, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, user, request, sendAt, undo, cancel));

        private async Task<Outcome<Held>> TryAsync(Guid conversationId, ClaimsPrincipal user, ReplyToConversation.Request request, DateTimeOffset? sendAt, TimeSpan undo, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");

            var now = clock.GetUtcNow();
            if (sendAt <= now)
                return Refusal.Invalid("reply.time_is_past", "sendAt");
            if (sendAt > now + Longest)
                return Refusal.Invalid("reply.time_too_far", "sendAt");
            if (request.ExternalId is { } externalId)
            {
                if (await db.ScheduledReplies.FirstOrDefaultAsync(it => it.ConversationId == conversationId && it.ExternalId == externalId, cancel) is { } earlier)
                    return new Held(earlier.Id, earlier.Text, earlier.SendAt, IsSent: false);
                if (await db.Messages.FirstOrDefaultAsync(it => it.InboxId == conversation.InboxId && it.ExternalId == externalId, cancel) is { } sent)
                    return sent.ConversationId == conversationId ? new Held(sent.Id, sent.Text, sent.At, IsSent: true) : Refusal.Conflict("message.external_id_used");
            }

            if (user.AgentId() is not null && await ReplyToConversation.Handler.UnexplainedBlockAsync(db, conversation, request, cancel))
                return Refusal.Invalid("reply.needs_reason", "reason");

            var reply = new ScheduledReply(conversationId, user.AgentId(), user.Actor(), request, sendAt ?? now + undo, toUndo: sendAt is null, now);
            if ((await AttachedFiles.KeepAsync(db, conversationId, user.Actor(), request.Attachments, cancel)).IsRefused(out var refusal, out _))
                return refusal;

            db.ScheduledReplies.Add(reply);
            conversation.Hold();
            if (sendAt is not null)
                conversation.Log("reply.scheduled", user.Actor(), now, new { scheduledId = reply.Id, sendAt });
            if (user.AgentId() is { } agentId && await db.Drafts.FindAsync([agentId, conversationId], cancel) is { } draft)
                db.Drafts.Remove(draft);
            db.Enqueue(new SendScheduled(reply.Id), reply.SendAt);
            await db.SaveAsync(conversation, cancel);

            live.Publish($"conversation:{conversationId}");
            return new Held(reply.Id, reply.Text, reply.SendAt, IsSent: false);
        }
    }
}
