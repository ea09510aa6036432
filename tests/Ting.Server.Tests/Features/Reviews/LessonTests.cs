using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reviews;

/// <summary>From a criterion that fails to the course that trains it.</summary>
[Trait("req", "TEAM-06")]
public sealed class LessonTests : DeskTest
{
    private const string Blunt = "Are you deaf? I already told you, read the email. Shut up and stop complaining.";

    [Fact]
    public async Task A_criterion_that_fails_three_times_leads_to_its_course_in_the_agents_language()
    {
        await Server.HasReviewAsync(answer: Blunt);
        await Server.HasReviewAsync(answer: Blunt);
        await using (var before = Server.Database())
            Assert.Empty(await before.Assignments.ToListAsync(Cancel));
        var third = await Server.HasReviewAsync(answer: Blunt);

        await using var db = Server.Database();
        var assigned = await db.Assignments.SingleAsync(it => it.Course == "wording", Cancel);
        Assert.Equal((TestServer.AgentId, null), (assigned.AgentId, assigned.AssignedBy));
        Assert.Contains("30 天内有 3 次未达到", assigned.Reason, StringComparison.Ordinal);
        Assert.True(await db.ReviewEntries.AnyAsync(it => it.ReviewId == third.Id && it.Kind == ReviewEntryKind.Lesson && it.Text == "wording", Cancel));
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.HasReviewAsync(answer: Blunt);
        Assert.Equal(assigned.At, (await db.Assignments.AsNoTracking().SingleAsync(it => it.Course == "wording", Cancel)).At); // what was asked for is waited for
    }

    [Fact]
    public async Task Failures_from_long_ago_do_not_count_and_zero_is_never()
    {
        await Server.HasReviewAsync(answer: Blunt);
        await Server.HasReviewAsync(answer: Blunt);
        Server.Clock.Advance(TimeSpan.FromDays(31));
        await Server.HasReviewAsync(answer: Blunt);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/reviews/settings", new { seed = "s", lessonAfter = 0, lessonDays = 300 }, HttpStatusCode.OK);
        await Server.HasReviewAsync(answer: Blunt);

        await using var db = Server.Database();
        Assert.Empty(await db.Assignments.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_supervisor_assigns_the_course_of_a_criterion_by_hand()
    {
        var review = await Server.HasReviewAsync(answer: Blunt);
        var criterion = review.ReadEngine().First(it => it.Verdict is CriterionVerdict.Failed && it.Criterion == "respect").Criterion;

        await Client.PostAsync($"/api/v1/reviews/{review.Id}/lessons", new { criterion }, HttpStatusCode.NoContent);
        await Client.PostAsync($"/api/v1/reviews/{review.Id}/lessons", new { criterion = "knowledge" }, HttpStatusCode.Conflict);
        await Client.PostAsync($"/api/v1/reviews/{Guid.CreateVersion7()}/lessons", new { criterion }, HttpStatusCode.NotFound);

        await using var db = Server.Database();
        var assigned = await db.Assignments.SingleAsync(Cancel);
        Assert.Equal(("wording", (Guid?)TestServer.AgentId), (assigned.Course, assigned.AssignedBy));
        Assert.Contains($"#{review.Number}", assigned.Reason, StringComparison.Ordinal);
    }
}
