using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>What is picked for people, and when a lesson is asked for. It holds for what is resolved from now on.</summary>
public static class SaveReviewSettings
{
    public sealed record Request
    {
        /// <summary>A score under this is a risk; 0 for none.</summary>
        [Range(0, 100)]
        public int RiskBelow { get; set; } = 40;

        public bool PicksEscalated { get; set; } = true;
        public bool PicksDisagreement { get; set; } = true;

        /// <summary>Of a thousand others, how many are drawn.</summary>
        [Range(0, 1000)]
        public int RandomPermille { get; set; } = 20;

        /// <summary>Another seed draws others.</summary>
        [Required, StringLength(ReviewSettings.LongestSeed)]
        public string Seed { get; set; } = "ting";

        /// <summary>So many failures of one criterion lead to its course; 0 for never.</summary>
        [Range(0, 100)]
        public int LessonAfter { get; set; } = 3;

        [Range(1, 365)]
        public int LessonDays { get; set; } = 30;

        internal static Request Of(ReviewSettings it) => new()
        {
            RiskBelow = it.RiskBelow,
            PicksEscalated = it.PicksEscalated,
            PicksDisagreement = it.PicksDisagreement,
            RandomPermille = it.RandomPermille,
            Seed = it.Seed,
            LessonAfter = it.LessonAfter,
            LessonDays = it.LessonDays,
        };
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reviews/settings", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(Request.Of(await ReviewSettings.ReadAsync(db, cancel)));
            })
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("What is picked for people, and when a lesson is asked for");

        api.MapPut("/reviews/settings", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, cancel)).ToHttp(settings => TypedResults.Ok(Request.Of(settings))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Say what is picked for people, and when a lesson is asked for")
            .Produces<Request>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public Task<Outcome<ReviewSettings>> HandleAsync(Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<ReviewSettings>>(async () =>
        {
            if (request.RiskBelow is < 0 or > 100)
                return Refusal.Invalid("review.settings", "riskBelow");
            if (request.RandomPermille is < 0 or > 1000)
                return Refusal.Invalid("review.settings", "randomPermille");
            if (request.LessonAfter is < 0 or > 100)
                return Refusal.Invalid("review.settings", "lessonAfter");
            if (request.LessonDays is < 1 or > 365)
                return Refusal.Invalid("review.settings", "lessonDays");
            if (Check.Name(request.Seed, "seed", ReviewSettings.LongestSeed) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var settings = await db.Set<ReviewSettings>().SingleOrDefaultAsync(it => it.Id == ReviewSettings.TheOne, cancel) ?? db.Add(new ReviewSettings()).Entity;
            settings.Change(new SamplingRules(request.RiskBelow, request.PicksEscalated, request.PicksDisagreement, request.RandomPermille, request.Seed.Trim()), request.LessonAfter, request.LessonDays);
            await db.SaveChangesAsync(cancel);
            return settings;
        });
    }
}
