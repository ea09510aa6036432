using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>An agent who passed a course takes the certificate. Asked for twice, it is the same one.</summary>
public static class IssueCertificate
{
    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<CourseBook> books, TimeProvider clock)
    {
        public async Task<Outcome<Certificate>> HandleAsync(Guid agentId, string courseKey, string language, CancellationToken cancel)
        {
            if ((await books.ReadAsync(cancel)).Find(courseKey, language) is not { } course)
                return Refusal.NotFound("course.not_found");

            return await Attempts.OnConflictAsync<Outcome<Certificate>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Certificates.SingleOrDefaultAsync(it => it.AgentId == agentId && it.Course == courseKey, cancel) is { } had)
                    return had;

                var cards = await db.PracticeCards.Where(card => card.AgentId == agentId && card.Course == courseKey).ToListAsync(cancel);
                if (!Standing.Of(course, cards).HasPassed)
                    return Refusal.Conflict("certificate.not_yet");

                var name = await db.Agents.Where(agent => agent.Id == agentId).Select(agent => agent.Name).SingleAsync(cancel);
                var certificate = db.Certificates.Add(new Certificate(agentId, name, course, clock.GetUtcNow())).Entity;
                await db.SaveChangesAsync(cancel);
                return certificate;
            });
        }
    }
}
