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

/// <summary>The customer has come to something else: from one message on it becomes a conversation of its own. Merging the two puts it together again.</summary>
public static class SplitConversation
{
    public sealed record Request
    {
        /// <summary>The first message of the new conversation: one that the customer wrote or saw.</summary>
        public Guid FromMessageId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/split", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request.FromMessageId, user.Actor(), cancel)).ToHttp(part => TypedResults.Created($"/api/v1/conversations/{part.Id}", ConversationShape.Of(part, []))))
            .RequireAuthorization(Permission.Assign)
            .WithSummary("Make the messages from one on a conversation of their own")
            .Produces<ConversationShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Conversation>> HandleAsync(Guid id, Guid fromMessageId, string actor, CancellationToken cancel)
        {
            var outcome = await Attempts.OnConflictAsync(() => TryAsync(id, fromMessageId, actor, cancel));
            if (outcome.IsRefused(out _, out var part))
                return outcome;

            Intake.Announce(live, part);
            live.Publish($"conversation:{id}");
            live.Publish($"visitor:{id}");
            return outcome;
        }

        private async Task<Outcome<Conversation>> TryAsync(Guid id, Guid fromMessageId, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");
            if (await db.Messages.AsNoTracking().FirstOrDefaultAsync(it => it.Id == fromMessageId && it.ConversationId == id, cancel) is not { } from || !MessageMoves.IsShown(from))
                return Refusal.Invalid("conversation.split_where", "fromMessageId");

            var (at, messageId, now) = (from.At, from.Id, clock.GetUtcNow());
            var moves = await MessageMoves.OfAsync(db, db.Messages.Where(it => it.ConversationId == id && it.At >= at && (it.At > at || it.Id >= messageId)), cancel);
            var (count, last) = await moves.LeftAsync(db, id, cancel);
            if (last is null)
                return Refusal.Conflict("conversation.split_nothing_left");

            var part = conversation.SplitOff(moves.Messages, actor, now);
            db.Conversations.Add(part);
            moves.To(part.Id);
            conversation.Recount(count, last);
            conversation.LearnFrom(await moves.ReadingsOfAsync(db, id, cancel));
            part.Recount(moves.Shown.Count, moves.Shown[^1]);
            part.LearnFrom(await moves.ReadingsOfAsync(db, part.Id, cancel));

            // The customer's window goes where the talk goes on.
            (await db.ChatSessions.Where(it => it.ConversationId == id).ToListAsync(cancel)).ForEach(it => it.Follow(part.Id));
            if (part is { Status: ConversationStatus.Snoozed, SnoozedUntil: { } until })
                db.Enqueue(new WakeConversation(part.Id, until), until);
            await db.AppendAsync(conversation, cancel);
            await db.SaveAsync(part, cancel);
            return part;
        }
    }
}
