using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Conversations;

/// <summary>Reads a message that could not be read when it came.</summary>
public sealed record ReadMessage(Guid MessageId) : IJob
{
    public static string Name => "read-message";

    internal sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock) : IJobHandler<ReadMessage>
    {
        public Task HandleAsync(ReadMessage job, CancellationToken cancel) => Attempts.OnConflictAsync(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Readings.AnyAsync(reading => reading.MessageId == job.MessageId, cancel))
                return true; // an earlier attempt got through

            var message = await db.Messages.SingleAsync(it => it.Id == job.MessageId, cancel);
            var conversation = await db.Conversations.SingleAsync(it => it.Id == message.ConversationId, cancel);
            Intake.Understand(db, conversation, message, clock.GetUtcNow());
            await db.SaveAsync(conversation, cancel);
            return true;
        });
    }
}
