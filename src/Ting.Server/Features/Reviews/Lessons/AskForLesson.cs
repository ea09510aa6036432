using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Reviews.Lessons;

/// <summary>A criterion failed that a course trains: when it fails often, the agent is asked to take the course.</summary>
public sealed record AskForLesson(Guid ReviewId, string Criterion) : IJob
{
    public static string Name => "ask-for-lesson";

    internal sealed class Handler(IDbContextFactory<AppDb> database, Kept<ReviewSettings> settings, AssignCourse.Handler assigning, IStringLocalizer<ReviewsText> text, TimeProvider clock) : IJobHandler<AskForLesson>
    {
        public async Task HandleAsync(AskForLesson job, CancellationToken cancel)
        {
            var rule = await settings.ReadAsync(cancel);
            if (rule.LessonAfter == 0)
                return;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.AsNoTracking().SingleOrDefaultAsync(it => it.Id == job.ReviewId, cancel) is not { AgentId: { } agentId } review
                || await db.CriterionOfAsync(review, job.Criterion, cancel) is not { Course: { } course } criterion)
                return;

            // What was asked for is waited for; and what went wrong before it was asked for does not count again.
            var assignment = await db.Assignments.AsNoTracking().SingleOrDefaultAsync(it => it.AgentId == agentId && it.Course == course, cancel);
            if (assignment is { DoneAt: null })
                return;
            var now = clock.GetUtcNow();
            var since = now.AddDays(-rule.LessonDays);
            if (assignment?.DoneAt > since)
                since = assignment.DoneAt.Value;
            var failures = await db.ReviewMarks.CountAsync(it => it.AgentId == agentId && it.Criterion == job.Criterion && it.Failed && it.ResolvedAt > since, cancel);
            if (failures < rule.LessonAfter)
                return;

            var language = await db.Agents.Where(it => it.Id == agentId).Select(it => it.Language).SingleOrDefaultAsync(cancel) ?? "en";
            var reason = LessonReason.In(language, () => text["lesson.reason", criterion.Text.In(language), failures, rule.LessonDays]);
            if ((await assigning.HandleAsync(null, new() { AgentId = agentId, Course = course, Reason = reason }, cancel)).IsRefused(out _, out _))
                return; // whoever has left, and a course that is no more
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Lesson, "system", now, course, job.Criterion));
            await db.SaveChangesAsync(cancel);
        }
    }
}

internal static class LessonReason
{
    /// <summary>In the language of who will read it: a job has no reader of its own.</summary>
    public static string In(string language, Func<string> words)
    {
        var said = Languages.In(language, words);
        return said.Length <= Assignment.LongestReason ? said : said[..Assignment.LongestReason];
    }

    /// <summary>A criterion in the edition that a review goes by.</summary>
    public static async Task<Criterion?> CriterionOfAsync(this AppDb db, Review review, string key, CancellationToken cancel) =>
        await db.ScorecardEditions.AsNoTracking().SingleOrDefaultAsync(it => it.ScorecardId == review.ScorecardId && it.Number == review.Edition, cancel) is { } edition
            ? edition.Read().Find(key)
            : null;
}
