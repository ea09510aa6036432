using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>The time of a promise is near: whoever keeps it sees a number beside their promises, before it breaks (NEED-08).</summary>
/// <param name="DueAt">A promise that was moved meanwhile has another reminder.</param>
public sealed record RemindPromise(Guid PromiseId, DateTimeOffset DueAt) : IJob
{
    public static string Name => "remind-promise";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<RemindPromise>
    {
        public async Task HandleAsync(RemindPromise job, CancellationToken cancel) => await Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Promises.FindAsync([job.PromiseId], cancel) is not { State: PromiseState.Open, RemindedAt: null } promise || promise.DueAt != job.DueAt)
                return true;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == promise.ConversationId, cancel);
            promise.Remind(conversation, clock.GetUtcNow());
            await db.SaveAsync(conversation, cancel);
            live.Publish("promises");
            live.Publish($"conversation:{conversation.Id}");
            return true;
        });
    }
}
