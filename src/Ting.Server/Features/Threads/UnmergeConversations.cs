using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Threads;

/// <summary>They were about two things after all: what was taken in goes back, what has been said since stays.</summary>
public static class UnmergeConversations
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/unmerge", async (Guid id, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, user.Actor(), cancel), http))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Undo the last merge; answers the conversation that stands by itself again")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Which goes on, or which was taken in.</param>
        public async Task<Outcome<Conversation>> HandleAsync(Guid id, string actor, CancellationToken cancel)
        {
            Guid survivorId = default;
            var outcome = await Attempts.OnConflictAsync(() => TryAsync(id, actor, found => survivorId = found, cancel));
            if (outcome.IsRefused(out _, out var other))
                return outcome;

            Intake.Announce(live, other);
            live.Publish($"conversation:{survivorId}");
            live.Publish($"visitor:{survivorId}");
            return outcome;
        }

        private async Task<Outcome<Conversation>> TryAsync(Guid id, string actor, Action<Guid> survivor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } asked)
                return Refusal.NotFound("conversation.not_found");

            var survivorId = asked.MergedIntoId ?? id;
            var merge = await db.ConversationMerges.Where(it => it.ConversationId == survivorId && it.UndoneAt == null).OrderByDescending(it => it.At).ThenByDescending(it => it.Id).FirstOrDefaultAsync(cancel);
            if (merge is null)
                return Refusal.Conflict("conversation.not_merged");
            if (asked.MergedIntoId is not null && merge.OtherId != id)
                return Refusal.Conflict("conversation.unmerge_later_first");

            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == survivorId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found"); // it is with others, whose conversations the caller does not see
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.unmerge_later_first");

            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == merge.OtherId, cancel) is not { } other)
                return Refusal.NotFound("conversation.not_found");
            var (now, snapshot) = (clock.GetUtcNow(), merge.Read());
            var moves = await MessageMoves.OfAsync(db, db.Messages.Where(it => it.ConversationId == survivorId && snapshot.Messages.Contains(it.Id)), cancel);
            var left = await moves.LeftAsync(db, survivorId, cancel);
            moves.To(other.Id);
            var held = await db.ScheduledReplies.Where(it => it.ConversationId == survivorId && snapshot.Held.Contains(it.Id)).ToListAsync(cancel);
            held.ForEach(it => it.MoveTo(other.Id));
            (await db.ChatSessions.Where(it => it.ConversationId == survivorId && snapshot.Sessions.Contains(it.Id)).ToListAsync(cancel)).ForEach(it => it.Follow(other.Id));
            db.ConversationLabels.RemoveRange(await db.ConversationLabels.Where(it => it.ConversationId == survivorId && snapshot.Labels.Contains(it.LabelId)).ToListAsync(cancel));

            var readings = await moves.ReadingsOfAsync(db, survivorId, cancel);
            conversation.GiveBack(other, snapshot.Before, snapshot.After, snapshot.TookSubject, left.Count, left.Last, Math.Max(0, conversation.HeldReplies - held.Count), readings, actor, now);
            other.StandAlone(conversation, snapshot.Other, moves.Shown.Count, moves.Shown.Count == 0 ? null : moves.Shown[^1], held.Count, actor, now);
            foreach (var it in (Conversation[])[conversation, other])
            {
                if (it is { Status: ConversationStatus.Snoozed, SnoozedUntil: { } until })
                    db.Enqueue(new WakeConversation(it.Id, until), until); // the one from before may have come and found nothing to wake
            }

            merge.Undo(now);
            await db.AppendAsync(conversation, cancel);
            await db.SaveAsync(other, cancel);
            survivor(survivorId);
            return other;
        }
    }
}
