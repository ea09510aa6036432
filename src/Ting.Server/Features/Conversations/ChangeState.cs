using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What every change of a conversation's state has in common: find it, change it, save it with its events, tell the screens.</summary>
public sealed class ChangeState(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
{
    /// <param name="version">The version the caller saw (If-Match); null when any will do.</param>
    public Task<Outcome<Conversation>> HandleAsync(
        Guid conversationId, ClaimsPrincipal user, int? version, Func<AppDb, Conversation, string, DateTimeOffset, Task<Outcome<bool>>> change, CancellationToken cancel) =>
        Attempts.OnConflictAsync<Outcome<Conversation>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (version is not null && version != conversation.Version)
                return Refusal.Stale("conversation.changed_meanwhile");

            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");
            if ((await change(db, conversation, user.Actor(), clock.GetUtcNow())).IsRefused(out var refusal, out _))
                return refusal;

            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return conversation;
        });
}
