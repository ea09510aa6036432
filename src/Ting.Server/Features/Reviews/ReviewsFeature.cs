using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Calibration;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Lessons;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>The table of contents of this folder.</summary>
internal static class ReviewsFeature
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddRefusalTexts<ReviewsText>()
        .AddKept(ActiveScorecards.ReadAsync, typeof(Scorecard), typeof(ScorecardEdition))
        .AddKept(ReviewSettings.ReadAsync, typeof(ReviewSettings))
        .AddScoped<ListReviews.Handler>()
        .AddScoped<ReadReview>()
        .AddScoped<ReadFigures>()
        .AddScoped<FillReview.Handler>()
        .AddScoped<DisputeReview.Handler>()
        .AddScoped<AssignLesson.Handler>()
        .AddScoped<SaveReviewSettings.Handler>()
        .AddScoped<SaveScorecard.Handler>()
        .AddScoped<PublishScorecard.Handler>()
        .AddScoped<StartCalibration.Handler>()
        .AddScoped<GradeConversation.Handler>()
        .AddScoped<ReadCalibration>()
        .AddJob<ReviewConversation, ReviewConversation.Handler>()
        .AddJob<WeighAnswer, WeighAnswer.Handler>()
        .AddJob<AskForLesson, AskForLesson.Handler>()
        .AddJob<ForgetReview, ForgetReview.Handler>()
        .AddReaction("conversation.erased", line => new ForgetReview(line.Stream))
        .AddReaction("conversation.resolved", line => new ReviewConversation(line.Stream, line.Sequence))
        .AddReaction("satisfaction.answered", line => new WeighAnswer(line.Stream));

    public static void MapReviews(this IEndpointRouteBuilder api)
    {
        ListReviews.Map(api);
        ReadReview.Map(api);
        ReadFigures.Map(api);
        FillReview.Map(api);
        DisputeReview.Map(api);
        AssignLesson.Map(api);
        SaveReviewSettings.Map(api);
        ScorecardEndpoints.Map(api);
        ReadCalibration.Map(api);
        StartCalibration.Map(api);
        GradeConversation.Map(api);
    }

    /// <summary>The scorecard that ships with the product is there from the first day, published, and may be changed like any other.</summary>
    public static async Task ShipScorecardAsync(this IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        if (await db.Scorecards.AnyAsync())
            return;

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        AddShipped(db, now);
        await db.SaveOrRefuseAsync("scorecard.changed_meanwhile", CancellationToken.None); // another server was first
    }

    internal static ActiveScorecards.One AddShipped(AppDb db, DateTimeOffset now)
    {
        var card = new Scorecard("Ting 聽", ShippedScorecard.Content, now, ShippedScorecard.Id);
        if (card.Publish(null, now).IsRefused(out var refusal, out var edition))
            throw new InvalidOperationException($"The shipped scorecard cannot be published: {refusal.Code}.");
        db.Scorecards.Add(card);
        db.ScorecardEditions.Add(edition);
        return new ActiveScorecards.One(card.Id, card.Published, null, ShippedScorecard.Content);
    }
}
