using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations.Visibility;

/// <summary>A screen hears of a conversation only as long as its agent may see it: who is there and who types is part of what is said there.</summary>
internal sealed class HearableNotices(IDbContextFactory<AppDb> database)
{
    public async ValueTask<bool> MayHearAsync(Notice notice, CancellationToken cancel)
    {
        if (ConversationOf(notice) is not { } id)
            return true;

        await using var db = await database.CreateDbContextAsync(cancel);
        return db is not SeenDb || await db.Conversations.AnyAsync(it => it.Id == id, cancel);
    }

    private static Guid? ConversationOf(Notice notice)
    {
        if (notice.Topic == Presence.Topic && notice.Data is { } data)
        {
            using var said = JsonDocument.Parse(data);
            return said.RootElement.GetProperty("conversation").GetGuid();
        }

        return notice.Topic.Split(':', 2) is ["conversation" or "presence" or "visitor", var id] && Guid.TryParse(id, out var conversation) ? conversation : null;
    }
}
