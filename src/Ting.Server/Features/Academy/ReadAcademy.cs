using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Academy;

/// <summary>What one agent finds in the academy: what is due, what is asked of them, and what their own replies lead to.</summary>
public sealed class ReadAcademy(IDbContextFactory<AppDb> database, Kept<CourseBook> books, TimeProvider clock)
{
    /// <summary>The real work that recommendations rest on.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(14);

    private const int MostRecords = 2_000;

    /// <param name="Findings">What the coach marked in the agent's own replies of late, by rule.</param>
    public sealed record View(IReadOnlyList<PracticeCard> Cards, IReadOnlyList<Assignment> Assignments, IReadOnlyList<Certificate> Certificates, IReadOnlyDictionary<string, int> Findings, IReadOnlyList<Due> Due);

    /// <summary>An exercise that comes back.</summary>
    public sealed record Due(Course Course, Lesson Lesson, Exercise Exercise, PracticeCard Card);

    public async Task<View> HandleAsync(Guid agentId, string language, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var since = now - Recent;
        var cards = await db.PracticeCards.AsNoTracking().Where(card => card.AgentId == agentId).ToListAsync(cancel);
        var assignments = await db.Assignments.AsNoTracking().Where(assignment => assignment.AgentId == agentId).OrderBy(assignment => assignment.DueAt).ToListAsync(cancel);
        var certificates = await db.Certificates.AsNoTracking().Where(certificate => certificate.AgentId == agentId).ToListAsync(cancel);
        var marked = await db.CoachRecords.Where(record => record.AgentId == agentId && record.At >= since).OrderByDescending(record => record.At).Take(MostRecords).Select(record => record.Rule).ToListAsync(cancel);
        return new View(cards, assignments, certificates, marked.CountBy(rule => rule).ToDictionary(), DueOf(await books.ReadAsync(cancel), cards, language, now));
    }

    /// <summary>What is due, the longest waiting first. An exercise that no longer exists is not.</summary>
    private static List<Due> DueOf(CourseBook book, List<PracticeCard> cards, string language, DateTimeOffset now) =>
    [
        .. cards.Where(card => card.DueAt <= now).OrderBy(card => card.DueAt)
            .Select(card => book.Find(card.Course, language) is { } course && course.ExerciseOf(card.Exercise) is { } exercise ? new Due(course, course.LessonWith(exercise), exercise, card) : null)
            .OfType<Due>(),
    ];
}
