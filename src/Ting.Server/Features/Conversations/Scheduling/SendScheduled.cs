using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>The time of a waiting reply has come.</summary>
public sealed record SendScheduled(Guid ReplyId) : IJob
{
    public static string Name => "send-scheduled";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<SendScheduled>
    {
        public async Task HandleAsync(SendScheduled job, CancellationToken cancel) => await Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(SendScheduled job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.ScheduledReplies.SingleOrDefaultAsync(it => it.Id == job.ReplyId, cancel) is not { State: ScheduledState.Waiting } reply || reply.SendAt > now)
                return true; // sent, taken back or stopped already

            var conversation = await db.Conversations.SingleAsync(it => it.Id == reply.ConversationId, cancel);
            if (await HeldReplies.WroteFirstAsync(db, reply, cancel) is { } messageId)
            {
                HeldReplies.Stop(conversation, reply, messageId, now);
            }
            else if ((await ReplyToConversation.Handler.SendAsync(db, conversation, reply.AgentId, reply.Actor, reply.Reply, now, cancel)).IsRefused(out var refusal, out _))
            {
                throw new InvalidOperationException($"A waiting reply could not be sent: {refusal.Code}.");
            }
            else
            {
                db.ScheduledReplies.Remove(reply);
                conversation.LetGo();
            }

            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        }
    }
}

/// <summary>The customer has written while replies were waiting.</summary>
public sealed record StopReplies(Guid ConversationId) : IJob
{
    public static string Name => "stop-replies";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<StopReplies>
    {
        public async Task HandleAsync(StopReplies job, CancellationToken cancel) => await Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(StopReplies job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var replies = await db.ScheduledReplies.Where(it => it.ConversationId == job.ConversationId && it.State == ScheduledState.Waiting && !it.ToUndo).ToListAsync(cancel);
            if (replies.Count == 0)
                return true;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            foreach (var reply in replies)
            {
                if (await HeldReplies.WroteFirstAsync(db, reply, cancel) is { } messageId)
                    HeldReplies.Stop(conversation, reply, messageId, clock.GetUtcNow());
            }

            await db.SaveAsync(conversation, cancel);
            live.Publish($"conversation:{job.ConversationId}");
            return true;
        }
    }
}

internal static class HeldReplies
{
    /// <returns>What the customer wrote after the reply was, if its author meant it for a customer who stays silent.</returns>
    public static async Task<Guid?> WroteFirstAsync(AppDb db, ScheduledReply reply, CancellationToken cancel) => reply.ToUndo ? null
        : await db.Messages.Where(it => it.ConversationId == reply.ConversationId && it.Kind == MessageKind.Customer && it.At > reply.CreatedAt)
            .OrderBy(it => it.At).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel);

    public static void Stop(Conversation conversation, ScheduledReply reply, Guid messageId, DateTimeOffset now)
    {
        reply.Stop();
        conversation.Log("reply.stopped", "system", now, new { scheduledId = reply.Id, reason = "customer-wrote", messageId });
    }
}
