using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

internal static class AttachedFiles
{
    /// <summary>Gives waiting files to a message; only to one by whom they were uploaded.</summary>
    public static async Task<Outcome<bool>> TakeAsync(AppDb db, Message message, string owner, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return true;

        var files = await db.Attachments.Where(file => ids.Contains(file.Id) && file.Owner == owner && file.MessageId == null).ToListAsync(cancel);
        if (files.Count != ids.Distinct().Count())
            return Refusal.NotFound("attachment.not_found");

        files.ForEach(file => file.BelongsTo(message));
        return true;
    }

    /// <summary>Keeps waiting files for a reply that waits itself.</summary>
    public static async Task<Outcome<bool>> KeepAsync(AppDb db, Guid conversationId, string owner, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var files = ids.Count == 0 ? [] : await db.Attachments.Where(file => ids.Contains(file.Id) && file.Owner == owner && file.MessageId == null).ToListAsync(cancel);
        if (files.Count != ids.Distinct().Count())
            return Refusal.NotFound("attachment.not_found");

        files.ForEach(file => file.KeepFor(conversationId));
        return true;
    }
}
