using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>Where the talk goes on when a conversation has been taken in by another.</summary>
public sealed class MergedInto(WholeDatabase database)
{
    public async Task<long> NumberAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        while (true)
        {
            var found = await db.Conversations.Where(it => it.Id == id).Select(it => new { it.Number, it.MergedIntoId }).SingleAsync(cancel);
            if (found.MergedIntoId is not { } next)
                return found.Number;
            id = next;
        }
    }
}
