using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Lessons;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>The reviewed agent sees it otherwise, and says why; whoever reviews stays by it or changes it, and says why.</summary>
public static class DisputeReview
{
    public sealed record Request
    {
        /// <summary>Null for the review as a whole.</summary>
        [StringLength(40)]
        public string? Criterion { get; set; }

        [Required, StringLength(ReviewEntry.LongestText)]
        public string Reason { get; set; } = "";
    }

    public sealed record Decision
    {
        /// <summary>True when the agent was right.</summary>
        public bool Changed { get; set; }

        /// <summary>Which criterion is changed; the disputed one when not given.</summary>
        [StringLength(40)]
        public string? Criterion { get; set; }

        /// <summary>What it is changed to; passed when not given.</summary>
        public CriterionVerdict? Verdict { get; set; }

        [Required, StringLength(ReviewEntry.LongestText)]
        public string Reason { get; set; } = "";
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/reviews/{id:guid}/dispute", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user, cancel)).ToHttp(review => TypedResults.Ok(ReviewShape.Of(review))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Dispute a review of one's own")
            .Produces<ReviewShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/reviews/{id:guid}/dispute/decision", async (Guid id, Decision decision, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.DecideAsync(id, decision, user, cancel)).ToHttp(review => TypedResults.Ok(ReviewShape.Of(review))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Decide about a dispute: stay by the review, or change a criterion")
            .Produces<ReviewShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Review>> HandleAsync(Guid id, Request request, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Review>>(async () =>
        {
            if (Reason(request.Reason) is { } unsaid)
                return unsaid;
            if (user.AgentId() is not { } agentId)
                return Refusal.NotFound("review.not_found");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.SingleOrDefaultAsync(it => it.Id == id && it.AgentId == agentId, cancel) is not { } review)
                return Refusal.NotFound("review.not_found");
            var criterion = string.IsNullOrEmpty(request.Criterion) ? null : request.Criterion;
            if (criterion is not null && await db.CriterionOfAsync(review, criterion, cancel) is null)
                return Refusal.Invalid("review.strange_criterion", "criterion");

            var now = clock.GetUtcNow();
            if (review.Dispute(criterion, now).IsRefused(out var refusal, out _))
                return refusal;
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Disputed, user.Actor(), now, request.Reason.Trim(), criterion));
            await db.SaveChangesAsync(cancel);
            live.Publish("reviews");
            return review;
        });

        public Task<Outcome<Review>> DecideAsync(Guid id, Decision decision, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Review>>(async () =>
        {
            if (Reason(decision.Reason) is { } unsaid)
                return unsaid;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } review)
                return Refusal.NotFound("review.not_found");
            if (user.AgentId() is not { } supervisorId || supervisorId == review.AgentId)
                return Refusal.Forbidden("review.own");

            var now = clock.GetUtcNow();
            var key = string.IsNullOrEmpty(decision.Criterion) ? review.DisputedCriterion : decision.Criterion;
            if (review.Settle().IsRefused(out var refusal, out _))
                return refusal;
            var verdict = decision.Changed ? decision.Verdict ?? CriterionVerdict.Passed : (CriterionVerdict?)null;
            if (verdict is { } changed && await ChangeAsync(db, review, key, changed, supervisorId, now, cancel) is { } cannot)
                return cannot;

            db.ReviewEntries.Add(new ReviewEntry(review, decision.Changed ? ReviewEntryKind.Changed : ReviewEntryKind.Upheld, user.Actor(), now, decision.Reason.Trim(), key, verdict));
            await db.SaveChangesAsync(cancel);
            live.Publish("reviews");
            return review;
        });

        private static async Task<Refusal?> ChangeAsync(AppDb db, Review review, string? key, CriterionVerdict verdict, Guid supervisorId, DateTimeOffset now, CancellationToken cancel)
        {
            var content = (await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == review.ScorecardId && it.Number == review.Edition, cancel)).Read();
            if (key is null || content.Find(key) is not { } criterion)
                return Refusal.Invalid("review.strange_criterion", "criterion");
            if (!Enum.IsDefined(verdict))
                return Refusal.Invalid("form.choice", "verdict");
            if (verdict is CriterionVerdict.NotApplicable && !criterion.AllowsNotApplicable)
                return Refusal.Invalid("review.always_applies", "verdict");

            var results = review.ReadResults();
            var before = results.FirstOrDefault(it => it.Criterion == key);
            IReadOnlyList<CriterionResult> after = [.. results.Where(it => it.Criterion != key), new CriterionResult(key, verdict, Quotes: before?.Quotes, Comment: before?.Comment)];
            review.Fill(supervisorId, after, ReviewScore.Of(content, after), review.Note, now);
            await ReviewMarks.WriteAsync(db, review, cancel);
            return null;
        }

        private static Refusal? Reason(string? text) =>
            string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("form.required", "reason") : text.Length > ReviewEntry.LongestText ? Refusal.Invalid("form.too_long", "reason") : null;
    }
}
