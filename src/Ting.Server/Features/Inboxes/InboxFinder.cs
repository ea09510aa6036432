using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Inboxes;

public static class InboxFinder
{
    /// <param name="keyOrId">The public key, or the id.</param>
    public static Task<Inbox?> FindAsync(AppDb db, string keyOrId, CancellationToken cancel) =>
        Guid.TryParse(keyOrId, out var id)
            ? db.Inboxes.AsNoTracking().FirstOrDefaultAsync(inbox => inbox.Id == id, cancel)
            : db.Inboxes.AsNoTracking().FirstOrDefaultAsync(inbox => inbox.Key == keyOrId, cancel);
}
