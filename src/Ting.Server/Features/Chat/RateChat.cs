using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>The customer says in the chat how well it was solved. Saying it again within a day replaces what was said before.</summary>
public static class RateChat
{
    public sealed record Request(int Score, IReadOnlyList<string>? Reasons, string? Comment);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapPost("/rating", async (ChatVisitor visitor, Request request, Handler handler, CancellationToken cancel) =>
            (await handler.HandleAsync(visitor, request, cancel)).ToNoContent());

    public sealed class Handler(IDbContextFactory<AppDb> database, AnswerSatisfaction.Handler survey, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(ChatVisitor visitor, Request request, CancellationToken cancel)
        {
            if (request.Score is < 1 or > 5)
                return Refusal.Invalid("chat.score_wrong", "score");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { ConversationId: { } id })
                return ChatVisitor.NoConversation;
            if (await db.Conversations.AnyAsync(it => it.Id == id && it.Status != ConversationStatus.Resolved, cancel))
                return Refusal.Conflict("chat.not_over");

            var answer = new AnswerSatisfaction.Request
            {
                Score = request.Score,
                // an old script may know reasons that are gone, and a score is worth more than its reasons
                Reasons = [.. SatisfactionRating.KnownReasons.Intersect(request.Reasons ?? [])],
                Comment = VisitorText.Clean(request.Comment) is { Length: > 0 } comment ? Cut(comment) : null,
            };
            return (await survey.HandleAsync(id, answer, cancel)).IsRefused(out var refusal, out _) ? refusal : true;
        }

        private static string Cut(string comment) => comment.Length > 2000 ? comment[..(char.IsHighSurrogate(comment[1999]) ? 1999 : 2000)] : comment;
    }
}
