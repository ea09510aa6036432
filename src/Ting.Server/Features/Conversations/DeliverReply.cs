using Microsoft.EntityFrameworkCore;
using Ting.Server.Channels;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations;

public sealed record DeliverReply(Guid MessageId) : IJob
{
    public static string Name => "deliver-reply";

    internal sealed class Handler(IDbContextFactory<AppDb> database, ChannelDirectory channels, LiveFeed live) : IJobHandler<DeliverReply>
    {
        public async Task HandleAsync(DeliverReply job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var message = await db.Messages.SingleAsync(it => it.Id == job.MessageId, cancel);
            if (message.Delivery is not Delivery.Pending)
                return; // an earlier attempt got through

            var kind = await db.Inboxes.Where(inbox => inbox.Id == message.InboxId).Select(inbox => inbox.Kind).SingleAsync(cancel);
            var report = await channels.For(kind).SendAsync(new OutgoingMessage(message.Id, message.ConversationId, message.Text), cancel);

            if (report.Problem is { } problem)
                message.Undeliverable(problem);
            else
                message.Delivered();

            await db.SaveChangesAsync(cancel);
            live.Publish($"conversation:{message.ConversationId}");
        }
    }
}
