using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys;

/// <summary>A customer says how it went, from 1 to 5, and why; within a day it can be said differently.</summary>
public static class AnswerSatisfaction
{
    public sealed record Request
    {
        [Range(1, 5)]
        public int Score { get; set; }

        [MaxLength(5)]
        public List<string> Reasons { get; set; } = [];

        [StringLength(2000)]
        public string? Comment { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/conversations/{id:guid}/satisfaction", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(rating => TypedResults.Ok(SatisfactionShape.Of(rating))))
            .WithSummary("Hand in how satisfied the customer is, from 1 to 5")
            .Produces<SatisfactionShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapGet("/conversations/{id:guid}/satisfaction", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.SatisfactionRatings.AsNoTracking().SingleOrDefaultAsync(rating => rating.ConversationId == id, cancel) is { } rating
                    ? TypedResults.Ok(SatisfactionShape.Of(rating))
                    : Refusal.NotFound("survey.not_found").ToHttp();
            })
            .WithSummary("Read the satisfaction of one conversation, answered and predicted")
            .Produces<SatisfactionShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<SatisfactionRating>> HandleAsync(Guid conversationId, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, request, cancel));

        /// <summary>The customer would rather not say: the question is put away, and an answer taken back within its day.</summary>
        public Task<Outcome<SatisfactionRating>> DeclineAsync(Guid conversationId, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<SatisfactionRating>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await FindAsync(db, conversationId, cancel) is not var (conversation, rating))
                    return Refusal.NotFound("survey.not_found");
                if (rating.DeclinedAt is not null)
                    return rating;

                var now = clock.GetUtcNow();
                if (rating.Decline(now).IsRefused(out var refusal, out _))
                    return refusal;

                conversation.Log("satisfaction.declined", "customer", now, new { });
                await db.SaveAsync(conversation, cancel);
                Intake.Announce(live, conversation);
                return rating;
            });

        private async Task<Outcome<SatisfactionRating>> TryAsync(Guid conversationId, Request request, CancellationToken cancel)
        {
            if (request.Score is < 1 or > 5)
                return Refusal.Invalid("survey.score", "score");
            if (request.Reasons.Count > 5 || request.Reasons.Any(reason => !SatisfactionRating.KnownReasons.Contains(reason)))
                return Refusal.Invalid("survey.reason", "reasons");
            if (request.Comment is { Length: > 2000 })
                return Refusal.Invalid("survey.comment", "comment");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindAsync(db, conversationId, cancel) is not var (conversation, rating))
                return Refusal.NotFound("survey.not_found");

            var reasons = string.Join(',', SatisfactionRating.KnownReasons.Where(request.Reasons.Contains));
            var comment = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim();
            if ((rating.Score, rating.Reasons, rating.Comment) == (request.Score, reasons, comment))
                return rating; // sent twice, said once

            var now = clock.GetUtcNow();
            if (!rating.CanChange(now))
                return Refusal.Conflict("survey.closed");

            rating.Answer(request.Score, reasons, comment, now);
            // what was said in words stays with the rating, from where it can be erased; the log is for good
            conversation.Log("satisfaction.answered", "customer", now, new { score = rating.Score, reasons, comment = comment is not null });
            await db.SaveAsync(conversation, cancel);

            Intake.Announce(live, conversation);
            return rating;
        }

        private async Task<(Conversation, SatisfactionRating)?> FindAsync(AppDb db, Guid conversationId, CancellationToken cancel)
        {
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return null;

            if (await db.SatisfactionRatings.FindAsync([conversationId], cancel) is { } rating)
                return (conversation, rating);

            // A quick customer answers before the job that asks has run.
            if (conversation.Status is not ConversationStatus.Resolved)
                return null;
            rating = new SatisfactionRating(conversationId, await SatisfactionPredictor.OfAsync(db, conversation, cancel), clock.GetUtcNow());
            db.SatisfactionRatings.Add(rating);
            return (conversation, rating);
        }
    }
}

/// <summary>The satisfaction of one conversation as the API shows it.</summary>
public sealed record SatisfactionShape(
    Guid ConversationId, int? Score, IReadOnlyList<string> Reasons, string? Comment, double Predicted, double PredictedLow, double PredictedHigh,
    bool Asked, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? DeclinedAt)
{
    public static SatisfactionShape Of(SatisfactionRating rating)
    {
        var expected = PredictedCsat.Around(rating.Predicted);
        return new(rating.ConversationId, rating.Score, rating.Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries), rating.Comment,
            Math.Round(rating.Predicted, 2), expected.Low, expected.High, rating.Asked, rating.AskedAt, rating.AnsweredAt, rating.DeclinedAt);
    }
}
