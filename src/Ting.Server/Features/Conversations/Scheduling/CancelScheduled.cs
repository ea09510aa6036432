using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>A reply that waits is taken back, and its words go back into the box they came from; or it is sent at once.</summary>
public static class CancelScheduled
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/conversations/{id:guid}/scheduled/{scheduledId:guid}", async (Guid id, Guid scheduledId, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, scheduledId, user, toDraft: false, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Reply)
            .WithSummary("Take back a reply that waits to be sent")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<ScheduledReply>> HandleAsync(Guid conversationId, Guid id, ClaimsPrincipal user, bool toDraft, CancellationToken cancel) =>
            ChangeAsync(conversationId, id, async (db, conversation, reply) =>
            {
                if (reply.State is ScheduledState.Waiting)
                    conversation.Log("reply.cancelled", user.Actor(), clock.GetUtcNow(), new { scheduledId = reply.Id });
                conversation.LetGo();
                db.ScheduledReplies.Remove(reply);
                var files = reply.Attachments;
                await db.Attachments.Where(file => files.Contains(file.Id) && file.MessageId == null).ForEachAsync(file => file.LetGo(), cancel);
                if (toDraft && user.AgentId() is { } agentId)
                    await GiveBackAsync(db, agentId, reply, cancel);
                return true;
            }, cancel);

        public Task<Outcome<ScheduledReply>> SendNowAsync(Guid conversationId, Guid id, CancellationToken cancel) =>
            ChangeAsync(conversationId, id, (db, _, reply) =>
            {
                if (reply.State is not ScheduledState.Waiting)
                    return Task.FromResult<Outcome<bool>>(Refusal.Conflict("reply.not_waiting"));

                var now = clock.GetUtcNow();
                reply.SendBy(now);
                db.Enqueue(new SendScheduled(reply.Id), now);
                return Task.FromResult<Outcome<bool>>(true);
            }, cancel);

        private Task<Outcome<ScheduledReply>> ChangeAsync(Guid conversationId, Guid id, Func<AppDb, Conversation, ScheduledReply, Task<Outcome<bool>>> change, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<ScheduledReply>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.ScheduledReplies.SingleOrDefaultAsync(it => it.Id == id && it.ConversationId == conversationId, cancel) is not { } reply)
                    return Refusal.NotFound("reply.not_found");

                var conversation = await db.Conversations.SingleAsync(it => it.Id == conversationId, cancel);
                if ((await change(db, conversation, reply)).IsRefused(out var refusal, out _))
                    return refusal;

                await db.SaveAsync(conversation, cancel);
                live.Publish($"conversation:{conversationId}");
                return reply;
            });

        // What the agent has begun to write meanwhile stays, below.
        private async Task GiveBackAsync(AppDb db, Guid agentId, ScheduledReply reply, CancellationToken cancel)
        {
            var draft = await db.Drafts.FindAsync([agentId, reply.ConversationId], cancel);
            var text = string.IsNullOrWhiteSpace(draft?.Text) ? reply.Text : $"{reply.Text}\n\n{draft.Text}";
            if (draft is null)
                db.Drafts.Add(draft = new Draft(agentId, reply.ConversationId));
            draft.Write(text.Length > Message.MostCharacters ? text[..Message.MostCharacters] : text, isNote: false, clock.GetUtcNow());
        }
    }
}
