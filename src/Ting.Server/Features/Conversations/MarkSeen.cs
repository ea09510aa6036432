using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent looks at what the customer wrote: it is unread no longer.</summary>
public static class MarkSeen
{
    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live)
    {
        public Task<Outcome<bool>> HandleAsync(long number, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Number == number, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Unread == 0)
                return true;

            conversation.Seen();
            await db.SaveAsync(conversation, cancel);
            live.Publish("inbox");
            live.Publish($"visitor:{conversation.Id}"); // the customer sees that it was read
            return true;
        });
    }
}
