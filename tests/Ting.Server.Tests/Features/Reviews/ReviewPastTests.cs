using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Commands;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Lessons;
using Ting.Server.Platform.Data;
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

    [Fact]
    public async Task Cut_off_it_goes_on_where_it_was_and_writes_nothing_twice()
    {
        for (var at = 0; at < 5; at++)
            await Server.HasReviewAsync($"Where is parcel {at}?", at % 2 == 0 ? ReviewDesk.Rude : ReviewDesk.Kind, $"{at}@example.test");
        await using (var db = Server.Database())
        {
            await db.Reviews.ExecuteDeleteAsync(Cancel);
            await db.ReviewMarks.ExecuteDeleteAsync(Cancel);
            await db.ReviewEntries.ExecuteDeleteAsync(Cancel);
        }

        var past = new ReviewPast(Server.Services.GetRequiredService<IDbContextFactory<AppDb>>(), Server.Clock) { AtOnce = 2 };
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => past.RunAsync(async (_, _) => await cut.CancelAsync(), cut.Token));
        await using var after = Server.Database();
        var before = await after.Reviews.CountAsync(Cancel);
        Assert.InRange(before, 2, 4); // whole batches, and not all

        var told = new List<(long Done, long Of)>();
        Assert.Equal(5 - before, await past.RunAsync((done, of) =>
        {
            told.Add((done, of));
            return Task.CompletedTask;
        }, Cancel));
        Assert.Equal((5 - before, 5 - before), told[^1]);
        Assert.Equal(5, await after.Reviews.CountAsync(Cancel));
        Assert.Equal(5, await after.ReviewEntries.CountAsync(Cancel));
        foreach (var review in await after.Reviews.AsNoTracking().ToListAsync(Cancel))
            Assert.Equal(
                review.ReadEngine().Where(it => it.Verdict is CriterionVerdict.Passed or CriterionVerdict.Failed).Select(it => (it.Criterion, it.Verdict is CriterionVerdict.Failed)).Order(),
                (await after.ReviewMarks.Where(it => it.ReviewId == review.Id && it.AgentId == review.AgentId && it.ResolvedAt == review.ResolvedAt).Select(it => new { it.Criterion, it.Failed }).ToListAsync(Cancel)).Select(it => (it.Criterion, it.Failed)).Order());
    }

    [Fact]
    public async Task One_that_goes_on_meanwhile_waits_and_the_others_of_its_batch_are_reviewed()
    {
        for (var at = 0; at < 4; at++)
            await Server.HasReviewAsync($"Where is parcel {at}?", ReviewDesk.Kind, $"{at}@example.test");
        Guid[] ids;
        await using (var db = Server.Database())
        {
            await db.Reviews.ExecuteDeleteAsync(Cancel);
            await db.ReviewMarks.ExecuteDeleteAsync(Cancel);
            await db.ReviewEntries.ExecuteDeleteAsync(Cancel);
            ids = await db.Conversations.OrderBy(it => it.Id).Select(it => it.Id).ToArrayAsync(Cancel);
        }

        // When it asks for the time, it has read and looked: one is opened again then, and something is written into another.
        var factory = Server.Services.GetRequiredService<IDbContextFactory<AppDb>>();
        var went = false;
        var clock = new MeanwhileClock(Server.Clock, () =>
        {
            if (went)
                return;
            went = true;
            using var db = Server.Database();
            db.Database.ExecuteSql($"""UPDATE conversations SET "Status" = 'Open', "Version" = "Version" + 1 WHERE "Id" = {ids[1]}""");
            db.Database.ExecuteSql($"""UPDATE conversations SET "Version" = "Version" + 1 WHERE "Id" = {ids[2]}""");
        });
        Assert.Equal(3, await new ReviewPast(factory, clock) { AtOnce = 4 }.RunAsync((_, _) => Task.CompletedTask, Cancel));

        await using var after = Server.Database();
        Assert.Equal(ids.Except([ids[1]]), await after.Reviews.OrderBy(it => it.ConversationId).Select(it => it.ConversationId).ToArrayAsync(Cancel));
        Assert.Equal(3, await after.ReviewEntries.CountAsync(Cancel));
    }

    [Fact]
    public async Task Open_ones_are_passed_over_however_many_stand_between_and_no_batch_sorts_all_of_them()
    {
        for (var at = 0; at < 5; at++)
            await Server.HasReviewAsync($"Where is parcel {at}?", ReviewDesk.Kind, $"{at}@example.test");
        await using var db = Server.Database();
        await db.Reviews.ExecuteDeleteAsync(Cancel);
        await db.ReviewMarks.ExecuteDeleteAsync(Cancel);
        var ids = await db.Conversations.OrderBy(it => it.Id).Select(it => it.Id).ToArrayAsync(Cancel);
        await db.Conversations.Where(it => it.Id != ids[0] && it.Id != ids[4]).ExecuteUpdateAsync(set => set.SetProperty(it => it.Status, ConversationStatus.Open), Cancel);

        Assert.Equal(2, await new ReviewPast(Server.Services.GetRequiredService<IDbContextFactory<AppDb>>(), Server.Clock) { AtOnce = 1 }.RunAsync((_, _) => Task.CompletedTask, Cancel));
        Assert.Equal([ids[0], ids[4]], await db.Reviews.OrderBy(it => it.ConversationId).Select(it => it.ConversationId).ToArrayAsync(Cancel));
        if (db.Database.IsSqlite()) // PostgreSQL knows how many there are of each
            Assert.DoesNotContain(QueryPlan.Of(db, ReviewPast.Next(db, ids[0], 500)), step => step.Contains("ORDER BY", StringComparison.Ordinal) || step.Contains("SCAN", StringComparison.Ordinal));
    }

    private static (Guid, Guid?, int?, bool, string, bool, ReviewPick?) Told(Review review) =>
        (review.ConversationId, review.AgentId, review.EngineScore, review.EngineAutoFailed, review.Engine, review.IsQueued, review.Pick);

    private sealed class MeanwhileClock(TimeProvider clock, Action meanwhile) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            meanwhile();
            return clock.GetUtcNow();
        }
    }
}
