using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>The customer says something more.</summary>
public static class ReceiveMessage
{
    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock, ILogger<Handler> log)
    {
        public Task<Outcome<Message>> HandleAsync(Guid conversationId, string text, string? externalId, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, text, externalId, cancel));

        private async Task<Outcome<Message>> TryAsync(Guid conversationId, string text, string? externalId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");

            // Who still knows it by its old name loses nothing.
            var named = conversation;
            while (conversation.MergedIntoId is { } into)
            {
                if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == into, cancel) is not { } further)
                    return Refusal.NotFound("conversation.not_found"); // it goes on with others, whose conversations the caller does not see
                conversation = further;
            }

            if (externalId is not null
                && await db.Messages.FirstOrDefaultAsync(it => (it.InboxId == conversation.InboxId || it.InboxId == named.InboxId) && it.ExternalId == externalId, cancel) is { } earlier)
                return earlier.ConversationId == conversation.Id ? earlier : Refusal.Conflict("message.external_id_used");

            var now = clock.GetUtcNow();
            var message = Intake.Receive(db, conversation, text, externalId, now, now, log);
            await db.SaveAsync(conversation, cancel);

            Intake.Announce(live, conversation);
            return message;
        }
    }
}
