using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.SelfTests;

/// <summary>An agent takes the listening self-test, and looks at what came of it before. There is no way to anybody else's.</summary>
public static class TakeSelfTest
{
    private const int Recent = 20;

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<SelfTest>> HandleAsync(Guid agentId, string answers, CancellationToken cancel)
        {
            if (!ListeningTest.IsComplete(answers))
                return Refusal.Invalid("self.incomplete", "answers");

            await using var db = await database.CreateDbContextAsync(cancel);
            var test = db.SelfTests.Add(new SelfTest(agentId, answers, clock.GetUtcNow())).Entity;
            await db.SaveChangesAsync(cancel);
            return test;
        }

        /// <summary>Newest first.</summary>
        public async Task<IReadOnlyList<SelfTest>> ListAsync(Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.SelfTests.AsNoTracking().Where(test => test.AgentId == agentId).OrderByDescending(test => test.Id).Take(Recent).ToListAsync(cancel);
        }
    }
}
