using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Routing;

/// <summary>A customer's tier or need of the access lane changed: their open conversations stand where they should.</summary>
public sealed record StandAgain(Guid PersonId) : IJob
{
    public static string Name => "stand-again";

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live) : IJobHandler<StandAgain>
    {
        private const int Most = 50;

        public Task HandleAsync(StandAgain job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var person = await db.People.AsNoTracking().SingleAsync(it => it.Id == job.PersonId, cancel);
            var open = await db.Conversations.Where(it => it.PersonId == job.PersonId && (it.Status == ConversationStatus.Open || it.Status == ConversationStatus.Snoozed))
                .OrderByDescending(it => it.LastMessageAt).Take(Most).ToListAsync(cancel);
            var lanes = await db.Inboxes.Where(inbox => inbox.AccessLane).Select(inbox => inbox.Id).ToListAsync(cancel);
            var moved = open.Where(it => it.Stand(person.Tier, person.AccessLane || lanes.Contains(it.InboxId))).ToList();
            await db.SaveChangesAsync(cancel);
            moved.ForEach(it => Intake.Announce(live, it));
            return true;
        });
    }
}
