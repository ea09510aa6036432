using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.FollowUps;

/// <summary>It is time to ask: whoever asks sees a number beside their follow-ups.</summary>
/// <param name="DueAt">A follow-up that was moved meanwhile has another reminder.</param>
public sealed record RemindFollowUp(Guid FollowUpId, DateTimeOffset DueAt) : IJob
{
    public static string Name => "remind-follow-up";

    /// <summary>Writes a follow-up down in the save that follows, with its reminder.</summary>
    public static void Keep(AppDb db, FollowUp followUp)
    {
        db.FollowUps.Add(followUp);
        db.Enqueue(new RemindFollowUp(followUp.Id, followUp.DueAt), followUp.DueAt);
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<RemindFollowUp>
    {
        public Task HandleAsync(RemindFollowUp job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.FollowUps.FindAsync([job.FollowUpId], cancel) is not { State: FollowUpState.Open, RemindedAt: null } followUp || followUp.DueAt != job.DueAt)
                return true;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == followUp.ConversationId, cancel);
            followUp.Remind(conversation, clock.GetUtcNow());
            await db.SaveAsync(conversation, cancel);
            live.Publish("followups");
            live.Publish($"conversation:{conversation.Id}");
            return true;
        });
    }
}
