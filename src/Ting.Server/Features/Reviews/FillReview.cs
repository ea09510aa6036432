using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>A person fills the scorecard in beside the engine, and writes the agent a note. Done again, the new sheet takes the old one's place; the history keeps that there was one.</summary>
public static class FillReview
{
    public sealed record Request
    {
        /// <summary>One for each criterion.</summary>
        [Required]
        public IReadOnlyList<SheetInput> Results { get; set; } = [];

        /// <summary>Read by the agent.</summary>
        [StringLength(Review.LongestNote)]
        public string? Note { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/reviews/{id:guid}/sheet", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user, http.Request.IfMatch(), cancel)).ToHttp(review => TypedResults.Ok(ReviewShape.Of(review))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Fill in a review as a person")
            .Produces<ReviewShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapPost("/reviews/{id:guid}/pass", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.PassAsync(id, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Take a conversation from the queue without reviewing it")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public Task<Outcome<Review>> HandleAsync(Guid id, Request request, ClaimsPrincipal user, int? expected, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Review>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } review)
                return Refusal.NotFound("review.not_found");
            if (user.AgentId() is not { } reviewerId || reviewerId == review.AgentId)
                return Refusal.Forbidden("review.own");
            if (expected is { } seen && seen != review.Version)
                return Refusal.Stale("review.changed_meanwhile");
            if (request.Note?.Length > Review.LongestNote)
                return Refusal.Invalid("form.too_long", "note");

            var content = (await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == review.ScorecardId && it.Number == review.Edition, cancel)).Read();
            if (SheetInput.Read(content, request.Results, await ReadReview.MessagesAsync(db, review.ConversationId, cancel)).IsRefused(out var refusal, out var results))
                return refusal;

            var now = clock.GetUtcNow();
            var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
            review.Fill(reviewerId, results, ReviewScore.Of(content, results), note, now);
            await ReviewMarks.WriteAsync(db, review, cancel);
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Filled, user.Actor(), now));
            await db.SaveChangesAsync(cancel);
            live.Publish("reviews");
            return review;
        });

        public Task<Outcome<bool>> PassAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } review)
                return Refusal.NotFound("review.not_found");
            if (!review.IsQueued)
                return true;

            review.Pass();
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Passed, user.Actor(), clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
            live.Publish("reviews");
            return true;
        });
    }
}
