using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>Somebody decides whether what was heard is kept with the person.</summary>
public static class DecideFact
{
    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Fact>> HandleAsync(Guid factId, bool accept, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<Fact>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Facts.FindAsync([factId], cancel) is not { } fact || await db.People.SingleOrDefaultAsync(it => it.Id == fact.PersonId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("fact.not_found");

                var agentId = user.RequiredAgentId();
                if (accept)
                    fact.Accept(agentId);
                else
                    fact.Decline(agentId);
                db.Append(person.Log(accept ? "fact.accepted" : "fact.declined", user.Actor(), JsonSerializer.Serialize(new { factId }), clock.GetUtcNow()));
                await db.SaveChangesAsync(cancel);
                return fact;
            });
    }
}
