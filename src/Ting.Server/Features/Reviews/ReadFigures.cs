using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>
/// What reviews come to over a period: how often each criterion is met, by whom (TEAM-06), whether everybody is treated alike whatever they are worth (POL-03), and how often
/// customers escalate or leave displeased where a criterion fails and where it is met (LANG-12). Going together is shown, a cause is not claimed.
/// </summary>
public sealed class ReadFigures(IDbContextFactory<AppDb> database, Kept<Roster> roster, TimeProvider clock)
{
    public const int MostDays = 366;

    private const int LowAnswer = 2;

    /// <param name="Section">The scorecard's.</param>
    public sealed record OfCriterion(string Criterion, string Section, int Passed, int Failed, Outcomes WhereFailed, Outcomes WherePassed)
    {
        public Interval? PassRate => Passed + Failed == 0 ? null : Proportion.Wilson(Passed, Passed + Failed);
    }

    /// <param name="Answered">Of them how many customers said how satisfied they are.</param>
    /// <param name="Low">Of those how many said 1 or 2.</param>
    public sealed record Outcomes(int Reviews, int Escalated, int Answered, int Low)
    {
        public Interval? EscalatedShare => Reviews == 0 ? null : Proportion.Wilson(Escalated, Reviews);

        public Interval? LowShare => Answered == 0 ? null : Proportion.Wilson(Low, Answered);
    }

    /// <param name="Sections">For each section of the scorecard how many criteria passed and failed.</param>
    public sealed record OfAgent(Guid AgentId, string Name, IReadOnlyList<(int Passed, int Failed)> Sections);

    public sealed record OfTier(string? Tier, int Reviews, Interval Score);

    public sealed record View(ScorecardContent Content, int Days, int Reviews, Interval? Score, IReadOnlyList<OfCriterion> Criteria, IReadOnlyList<OfAgent> Agents, IReadOnlyList<OfTier> Tiers);

    public sealed record Shape(int Days, int Reviews, double? Score, IReadOnlyList<CriterionShape> Criteria, IReadOnlyList<TierShape> Tiers);

    public sealed record CriterionShape(string Criterion, string Section, int Passed, int Failed, Interval? PassRate, OutcomeShape WhereFailed, OutcomeShape WherePassed);

    /// <param name="Low">Of those who answered, how many said 1 or 2.</param>
    public sealed record OutcomeShape(int Reviews, int Escalated, Interval? EscalatedShare, int Answered, int Low, Interval? LowShare);

    public sealed record TierShape(string? Tier, int Reviews, double Score);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/reviews/figures", async (int? days, ReadFigures figures, CancellationToken cancel) =>
                days is < 1 or > MostDays ? Refusal.Invalid("filter.unknown", "days").ToHttp() : TypedResults.Ok(ShapeOf(await figures.HandleAsync(days ?? 30, cancel))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("What reviews of the last days come to: criteria, outcomes and value tiers, with intervals")
            .Produces<Shape>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    public async Task<View> HandleAsync(int days, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var from = clock.GetUtcNow().AddDays(-days);
        var content = (await db.KeptAsync<ActiveScorecards>(cancel))?.All is [var first, ..] ? first.Content : ShippedScorecard.Content;

        // marks, by agent, criterion and verdict, with what became of the conversations
        var groups = await (from mark in db.ReviewMarks.AsNoTracking()
                            join review in db.Reviews.AsNoTracking() on mark.ReviewId equals review.Id
                            join rating in db.SatisfactionRatings.AsNoTracking() on review.ConversationId equals rating.ConversationId into ratings
                            from rating in ratings.DefaultIfEmpty()
                            where mark.ResolvedAt >= @from
                            group new { review.Escalated, Score = (int?)rating.Score } by new { mark.AgentId, mark.Criterion, mark.Failed } into some
                            select new
                            {
                                some.Key.AgentId,
                                some.Key.Criterion,
                                some.Key.Failed,
                                Reviews = some.Count(),
                                Escalated = some.Count(it => it.Escalated),
                                Answered = some.Count(it => it.Score != null),
                                Low = some.Count(it => it.Score <= LowAnswer),
                            }).ToListAsync(cancel);
        var scores = await db.Reviews.AsNoTracking().Where(it => it.ResolvedAt >= @from)
            .GroupBy(it => new { it.ValueTier, Score = it.Person == null ? it.EngineScore : it.PersonScore })
            .Select(some => new { some.Key.ValueTier, some.Key.Score, Count = some.Count() }).ToListAsync(cancel);
        var names = await roster.ReadAsync(cancel);

        return new View(
            content, days, scores.Sum(it => it.Count), MeanOf(scores.Where(it => it.Score is not null).Select(it => (it.Score!.Value, it.Count))),
            [.. content.Sections.SelectMany(section => section.Criteria.Select(criterion =>
            {
                var own = groups.FindAll(it => it.Criterion == criterion.Key);
                Outcomes Of(bool failed) => own.Where(it => it.Failed == failed).Aggregate(new Outcomes(0, 0, 0, 0), (sum, it) => new(sum.Reviews + it.Reviews, sum.Escalated + it.Escalated, sum.Answered + it.Answered, sum.Low + it.Low));
                var (failed, passed) = (Of(true), Of(false));
                return new OfCriterion(criterion.Key, section.Key, passed.Reviews, failed.Reviews, failed, passed);
            }))],
            [.. groups.Where(it => it.AgentId is not null).GroupBy(it => it.AgentId!.Value).Select(own => new OfAgent(
                own.Key, names.NameOf(own.Key) ?? "",
                [.. content.Sections.Select(section => (
                    own.Where(it => !it.Failed && section.Criteria.Any(criterion => criterion.Key == it.Criterion)).Sum(it => it.Reviews),
                    own.Where(it => it.Failed && section.Criteria.Any(criterion => criterion.Key == it.Criterion)).Sum(it => it.Reviews)))])).OrderBy(it => it.Name, StringComparer.CurrentCulture)],
            [.. scores.Where(it => it.Score is not null).GroupBy(it => it.ValueTier).OrderBy(tier => tier.Key, StringComparer.Ordinal)
                .Select(tier => new OfTier(tier.Key, tier.Sum(it => it.Count), MeanOf(tier.Select(it => (it.Score!.Value, it.Count)))!.Value))]);
    }

    private static Interval? MeanOf(IEnumerable<(int Score, int Count)> scores) =>
        scores.SelectMany(it => Enumerable.Repeat((double)it.Score, it.Count)).ToList() is { Count: > 0 } all ? Average.Of(all) : null;

    private static Shape ShapeOf(View view) => new(
        view.Days, view.Reviews, view.Score?.Value,
        [.. view.Criteria.Select(it => new CriterionShape(it.Criterion, it.Section, it.Passed, it.Failed, it.PassRate, OutcomeOf(it.WhereFailed), OutcomeOf(it.WherePassed)))],
        [.. view.Tiers.Select(it => new TierShape(it.Tier, it.Reviews, it.Score.Value))]);

    private static OutcomeShape OutcomeOf(Outcomes it) => new(it.Reviews, it.Escalated, it.EscalatedShare, it.Answered, it.Low, it.LowShare);
}
