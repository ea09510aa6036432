using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>
/// Who needs which lesson: from attempts, and from what was asked of them. Never from self-tests, role plays, notes or private courses (TRAP-13).
/// </summary>
public sealed class ReadTeamNeeds(IDbContextFactory<AppDb> database, Kept<CourseBook> books)
{
    public const int Size = 30;

    /// <param name="Wrong">Courses of which exercises went wrong last, the most first.</param>
    public sealed record Member(Guid Id, string Name, int Right, int Exercises, IReadOnlyList<(Course Course, int Count)> Wrong, IReadOnlyList<(Assignment Assignment, Course Course)> Asked, int Certificates, DateTimeOffset? LastAt);

    /// <param name="after">The agent that the page before ended with.</param>
    public async Task<(IReadOnlyList<Member> Members, string? Next)> HandleAsync(Guid? after, string language, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var rows = db.Agents.AsNoTracking().Where(agent => agent.Active);
        if (after is { } last)
            rows = rows.Where(agent => agent.Id > last);
        var agents = await rows.OrderBy(agent => agent.Id).Take(Size + 1).Select(agent => new { agent.Id, agent.Name }).ToListAsync(cancel);
        var next = agents.Count > Size ? agents[Size - 1].Id.ToString() : null;
        var ids = agents.Take(Size).Select(agent => agent.Id).ToList();

        var book = await books.ReadAsync(cancel);
        var open = book.In(language).Where(course => !course.IsPrivate).ToList();
        var keys = open.ConvertAll(course => course.Key);
        var cards = await db.PracticeCards.AsNoTracking().Where(card => ids.Contains(card.AgentId) && keys.Contains(card.Course)).ToListAsync(cancel);
        var asked = await db.Assignments.AsNoTracking().Where(it => ids.Contains(it.AgentId)).ToListAsync(cancel);
        var certificates = await db.Certificates.Where(it => ids.Contains(it.AgentId) && keys.Contains(it.Course)).Select(it => it.AgentId).ToListAsync(cancel);

        return ([.. agents.Take(Size).Select(agent =>
        {
            var own = cards.FindAll(card => card.AgentId == agent.Id);
            var standings = open.ConvertAll(course => Standing.Of(course, own));
            return new Member(
                agent.Id, agent.Name, standings.Sum(it => it.Right), standings.Sum(it => it.Exercises),
                [.. open.Select(course => (course, own.Count(card => card.Course == course.Key && card.Last is not Verdict.Right))).Where(it => it.Item2 > 0).OrderByDescending(it => it.Item2)],
                [.. asked.Where(it => it.AgentId == agent.Id).Select(it => (it, book.Find(it.Course, language)!)).Where(it => it.Item2 is not null)],
                certificates.Count(id => id == agent.Id), own.Count == 0 ? null : own.Max(card => card.LastAt));
        })], next);
    }
}
