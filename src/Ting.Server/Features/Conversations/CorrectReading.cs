using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent chooses a better word for how the customer feels. What the engine said stays beside it, to learn from.</summary>
public static class CorrectReading
{
    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<MessageReading>> HandleAsync(Guid messageId, Emotion emotion, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<MessageReading>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Readings.FindAsync([messageId], cancel) is not { } reading)
                    return Refusal.NotFound("reading.not_found");

                var conversation = await db.Conversations.SingleAsync(it => it.Id == reading.ConversationId, cancel);
                var isLast = !await db.Readings.AnyAsync(it => it.ConversationId == reading.ConversationId && it.At > reading.At, cancel);
                reading.Correct(emotion, user.RequiredAgentId());
                conversation.Correct(messageId, emotion, isLast, user.Actor(), clock.GetUtcNow());
                await db.SaveAsync(conversation, cancel);
                Intake.Announce(live, conversation);
                return reading;
            });
    }
}
