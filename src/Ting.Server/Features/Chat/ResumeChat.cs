using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The conversation as it stands, for a window that opens again.</summary>
public static class ResumeChat
{
    public sealed record Response(ConversationShown Conversation, IReadOnlyList<MessageShown> Messages, string LastEventId, RatingShown? Rating);

    public sealed record RatingShown(int Score);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapGet("/session", async (ChatVisitor visitor, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, cancel)).ToHttp(TypedResults.Ok));

    public sealed class Handler(IDbContextFactory<AppDb> database, ChatTranscript transcript, WaitingRoom room, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(ChatVisitor visitor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SessionAsync(visitor, now, cancel) is not { ConversationId: { } id } session)
                return ChatVisitor.NoConversation;

            // The place is read before the messages: what comes in between is told again and recognised by its id.
            var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == id, cancel);
            var messages = await transcript.LastAsync(db, visitor.Inbox, conversation, cancel);
            var score = await db.SatisfactionRatings.Where(it => it.ConversationId == id).Select(it => it.Score).FirstOrDefaultAsync(cancel);
            var email = await db.Identities.Where(it => it.PersonId == session.PersonId && it.Kind == "email").Select(it => it.Value).FirstOrDefaultAsync(cancel);
            var response = new Response(
                new ConversationShown(conversation.Id, conversation.Number, conversation.Status is ConversationStatus.Resolved ? "resolved" : "open",
                    await ChatTranscript.AgentAsync(db, conversation, cancel), await room.PlaceAsync(conversation, cancel),
                    await ChatTranscript.AsksRatingAsync(db, visitor.Inbox, conversation, cancel), !conversation.MoodHidden, email),
                messages, EventPlace.Of(conversation), score is { } given ? new RatingShown(given) : null);

            if (now - session.LastSeenAt > TimeSpan.FromHours(1))
            {
                session.Seen(now);
                await db.SaveChangesAsync(cancel);
            }

            return response;
        }
    }
}
