using Microsoft.EntityFrameworkCore;
using Ting.Server.Commands;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Lessons;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>Conversations that were resolved before there was a review of them.</summary>
public sealed class ReviewPastTests : DeskTest
{
    [Fact]
    public async Task They_are_reviewed_as_they_would_have_been_and_each_once()
    {
        List<Review> before = [await Server.HasReviewAsync(), await Server.HasReviewAsync("Again?", ReviewDesk.Rude), await Server.HasReviewAsync("もしもし", "少々お待ちください。")];
        await using (var db = Server.Database())
        {
            await db.Reviews.Where(it => it.Id != before[0].Id).ExecuteDeleteAsync(Cancel);
            await db.ReviewMarks.Where(it => it.ReviewId != before[0].Id).ExecuteDeleteAsync(Cancel);
            await db.Set<QueuedJob>().ExecuteDeleteAsync(Cancel);
        }

        var said = new StringWriter();
        Assert.Equal(0, await ReviewAll.RunAsync(Server.Services, said, Cancel));
        Assert.StartsWith("2 ", said.ToString(), StringComparison.Ordinal);

        await using var after = Server.Database();
        var reviews = await after.Reviews.AsNoTracking().OrderBy(it => it.Number).ToListAsync(Cancel);
        Assert.Equal(before.Select(Told), reviews.Select(Told));
        foreach (var review in reviews)
            Assert.Equal(
                review.ReadEngine().Count(it => it.Verdict is CriterionVerdict.Passed or CriterionVerdict.Failed), await after.ReviewMarks.CountAsync(it => it.ReviewId == review.Id, Cancel));
        Assert.Empty(await after.Set<QueuedJob>().Where(job => job.Name == AskForLesson.Name).ToListAsync(Cancel)); // what lies behind sends nobody to a lesson

        var again = new StringWriter();
        Assert.Equal(0, await ReviewAll.RunAsync(Server.Services, again, Cancel));
        Assert.StartsWith("0 ", again.ToString(), StringComparison.Ordinal);
    }

    private static (Guid, Guid?, int?, bool, string, bool, ReviewPick?) Told(Review review) =>
        (review.ConversationId, review.AgentId, review.EngineScore, review.EngineAutoFailed, review.Engine, review.IsQueued, review.Pick);
}
