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

/// <summary>Two conversations with one person are about the same thing: one takes in the other's messages and goes on for both; it can be undone.</summary>
public static class MergeConversations
{
    public sealed record Request
    {
        /// <summary>Which is taken in.</summary>
        public Guid OtherId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/merge", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, ConversationAnswer answer, CancellationToken cancel) =>
                await answer.OfAsync(await handler.HandleAsync(id, request.OtherId, user.Actor(), cancel), http))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Take another conversation of the same person into this one; it can be undone")
            .Produces<ConversationShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Conversation>> HandleAsync(Guid id, Guid otherId, string actor, CancellationToken cancel)
        {
            if (id == otherId)
                return Refusal.Invalid("conversation.merge_same", "otherId");

            var outcome = await Attempts.OnConflictAsync(() => TryAsync(id, otherId, actor, cancel));
            if (outcome.IsRefused(out _, out var conversation))
                return outcome;

            Intake.Announce(live, conversation);
            live.Publish($"conversation:{otherId}");
            live.Publish($"visitor:{otherId}");
            return outcome;
        }

        private async Task<Outcome<Conversation>> TryAsync(Guid id, Guid otherId, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } conversation || await db.Conversations.SingleOrDefaultAsync(it => it.Id == otherId, cancel) is not { } other)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged || other.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");
            if (conversation.PersonId != other.PersonId)
                return Refusal.Conflict("conversation.merge_other_person");

            // A window of another inbox could not go on here.
            var sessions = await db.ChatSessions.Where(it => it.ConversationId == otherId).ToListAsync(cancel);
            if (sessions.Exists(it => it.InboxId != conversation.InboxId))
                return Refusal.Conflict("conversation.merge_other_window");

            var now = clock.GetUtcNow();
            var (before, theirs) = (conversation.State, other.State);
            var tookSubject = conversation.Subject is null && other.Subject is not null;
            var moves = await MessageMoves.OfAsync(db, db.Messages.Where(it => it.ConversationId == otherId), cancel);
            moves.To(id);
            var held = await db.ScheduledReplies.Where(it => it.ConversationId == otherId).ToListAsync(cancel);
            held.ForEach(it => it.MoveTo(id));
            sessions.ForEach(it => it.Follow(id));
            var labels = await AddLabelsAsync(db, id, otherId, cancel);

            conversation.TakeIn(other, await moves.ReadingsOfAsync(db, id, cancel), actor, now);
            other.BecomePartOf(conversation, actor, now);
            if (conversation is { Status: ConversationStatus.Snoozed, SnoozedUntil: { } until } && until != before.SnoozedUntil)
                db.Enqueue(new WakeConversation(id, until), until);
            db.ConversationMerges.Add(new ConversationMerge(id, otherId, new MergeSnapshot(
                before, conversation.State, theirs, [.. moves.Messages.Select(it => it.Id)], [.. held.Select(it => it.Id)], labels, [.. sessions.Select(it => it.Id)], tookSubject), actor, now));
            await db.AppendAsync(other, cancel);
            await db.SaveAsync(conversation, cancel);
            return conversation;
        }

        private static async Task<Guid[]> AddLabelsAsync(AppDb db, Guid id, Guid otherId, CancellationToken cancel)
        {
            var links = await db.ConversationLabels.Where(it => it.ConversationId == id || it.ConversationId == otherId).ToListAsync(cancel);
            Guid[] added = [.. links.Where(it => it.ConversationId == otherId).Select(it => it.LabelId).Except(links.Where(it => it.ConversationId == id).Select(it => it.LabelId))];
            db.ConversationLabels.AddRange(added.Select(label => new ConversationLabel(label, id)));
            return added;
        }
    }
}
