using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Processes;

/// <summary>Whoever works on a conversation says that a step of a standard process was done, or takes it back.</summary>
public static class RecordStep
{
    public sealed record Request(bool Done);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<ProcessBook> books, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid conversationId, Guid processId, string step, bool done, ClaimsPrincipal user, CancellationToken cancel)
        {
            if ((await books.ReadAsync(cancel)).Find(processId) is not { } process || process.Steps.All(it => it.Key != step))
                return Refusal.NotFound("process.no_step");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is null)
                return Refusal.NotFound("conversation.not_found");
            if (!await process.Of(db, db.Conversations.Where(it => it.Id == conversationId)).AnyAsync(cancel))
                return Refusal.Conflict("process.elsewhere");

            var known = await db.ProcessRecords.SingleOrDefaultAsync(it => it.ConversationId == conversationId && it.ProcessId == processId && it.Step == step, cancel);
            if (done == known is not null)
                return done;
            if (known is not null)
                db.Remove(known);
            else
                db.Add(new ProcessRecord(conversationId, processId, step, user.AgentId(), clock.GetUtcNow()));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (done)
            {
                return done; // a colleague said the same at this very moment
            }

            live.Publish($"conversation:{conversationId}");
            return done;
        }
    }
}
