using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer says how well it was solved. Saying it again replaces what was said before.</summary>
public static class RateChat
{
    private static readonly string[] Reasons = ["understanding", "reliability", "speed", "courtesy", "care"];

    public sealed record Request(int Score, IReadOnlyList<string>? Reasons, string? Comment);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/rating", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            if (request.Score is < 1 or > 5)
                return Refusal.Invalid("chat.score_wrong", "score");

            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (await db.SessionAsync(visitor, now, cancel) is not { ConversationId: { } id } session)
                return ChatVisitor.NoConversation;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
            if (conversation.Status is not ConversationStatus.Resolved)
                return Refusal.Conflict("chat.not_over");

            var rating = await db.SatisfactionRatings.SingleOrDefaultAsync(it => it.ConversationId == id, cancel);
            if (rating is null)
                db.SatisfactionRatings.Add(rating = new SatisfactionRating(id, Math.Clamp(3.0 + (conversation.LastLevel ?? 0), 1, 5), now));
            rating.Answer(request.Score, string.Join(',', Reasons.Intersect(request.Reasons ?? [])), VisitorText.Clean(request.Comment) is { Length: > 0 } comment ? Cut(comment) : null, now);
            conversation.Log("satisfaction.answered", VisitorActor.Of(session), now, new { score = request.Score });
            await db.SaveAsync(conversation, cancel);
            Intake.Announce(live, conversation);
            return true;
        });

        private static string Cut(string comment) => comment.Length > 2000 ? comment[..(char.IsHighSurrogate(comment[1999]) ? 1999 : 2000)] : comment;
    }
}
