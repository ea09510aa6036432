using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Reviews;

/// <summary>A conversation was erased: reviews quote nothing of it any more, nor reviews of those that took its messages over.</summary>
public sealed record ForgetReview(Guid ConversationId) : IJob
{
    public static string Name => "forget-review";

    internal sealed class Handler(IDbContextFactory<AppDb> database) : IJobHandler<ForgetReview>
    {
        public Task HandleAsync(ForgetReview job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var taken = await ConversationMerge.MessagesOfAsync(db, [job.ConversationId], cancel);
            var holders = await db.Messages.Where(it => taken.Contains(it.Id)).Select(it => it.ConversationId).Distinct().ToListAsync(cancel);
            foreach (var id in holders.Append(job.ConversationId).Distinct())
                await db.ForgetReviewOfAsync(id, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        });
    }
}
