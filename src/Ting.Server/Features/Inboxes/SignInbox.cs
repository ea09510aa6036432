using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>An administrator makes a new secret with which the shop proves who its visitors are; the old one ends at once.</summary>
public static class SignInbox
{
    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Inbox>> HandleAsync(Guid id, bool remove, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Inboxes.FindAsync([id], cancel) is not { } inbox)
                return Refusal.NotFound("inbox.not_found");

            inbox.Sign(remove ? null : InboxShape.NewSecret());
            await db.SaveChangesAsync(cancel);
            return inbox;
        }
    }
}
