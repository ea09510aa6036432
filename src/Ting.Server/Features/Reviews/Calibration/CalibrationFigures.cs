using Ting.Measurement;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;

namespace Ting.Server.Features.Reviews.Calibration;

/// <summary>How far graders agree, by criterion and on the score. What nobody could tell is a missing value; that a criterion did not apply is a verdict like the others.</summary>
/// <param name="Graders">In the order in which they stand in the figures; the engine is one of them.</param>
public sealed record CalibrationFigures(IReadOnlyList<Guid> Graders, IReadOnlyList<CalibrationFigures.OfCriterion> Criteria, IReadOnlyList<CalibrationFigures.OfGrader> Bias, KrippendorffAlpha? Scores)
{
    private const int Verdicts = 3;

    /// <param name="Raw">Share of pairs that say the same; null where nobody can be compared. It flatters where nearly everything passes.</param>
    /// <param name="Alpha">Of all graders, nominal.</param>
    /// <param name="PeopleAlpha">Without the engine; null with fewer than two people.</param>
    /// <param name="Kappa">Of the two people, or of one and the engine; null with more.</param>
    /// <param name="Ac1">Stays sensible where nearly everything passes.</param>
    public sealed record OfCriterion(string Criterion, double? Raw, KrippendorffAlpha Alpha, KrippendorffAlpha? PeopleAlpha, CohenKappa? Kappa, GwetAc1? Ac1);

    /// <param name="Bias">In points of the score: above 0 is lenient, below 0 strict.</param>
    public sealed record OfGrader(Guid Grader, Interval? Bias, double? MeanAbsoluteError, int Units);

    /// <returns>Null while fewer than two have graded.</returns>
    public static CalibrationFigures? Of(ScorecardContent content, int units, IReadOnlyList<CalibrationSheet> sheets)
    {
        Guid[] graders = [.. sheets.Select(sheet => sheet.GraderId).Distinct().Order()];
        if (graders.Length < 2 || units == 0)
            return null;

        var filled = sheets.ToDictionary(sheet => (sheet.GraderId, sheet.Place), sheet => (sheet.Score, Results: sheet.Read()));
        Guid[] people = [.. graders.Where(grader => grader != CalibrationSheet.Engine)];
        var scores = Ratings(graders, units, (grader, place) => filled.TryGetValue((grader, place), out var sheet) ? sheet.Score : null);
        return new CalibrationFigures(
            graders,
            [.. content.Criteria.Select(criterion => Criterion(criterion.Key, graders, people, units, (grader, place) => Value(filled, grader, place, criterion.Key)))],
            [.. GraderBias.Of(scores).Select(it => new OfGrader(graders[it.Grader], it.Bias, it.MeanAbsoluteError, it.Units))],
            KrippendorffAlpha.Of(scores, RatingMetric.Interval));
    }

    private static OfCriterion Criterion(string key, Guid[] graders, Guid[] people, int units, Func<Guid, int, double?> value)
    {
        var all = Ratings(graders, units, value);
        var anything = Enumerable.Range(0, units).Any(unit => all.Of(unit).Count > 0);
        return new OfCriterion(
            key, all.RawAgreement, KrippendorffAlpha.Of(all, RatingMetric.Nominal),
            people.Length < 2 ? null : KrippendorffAlpha.Of(Ratings(people, units, value), RatingMetric.Nominal),
            Kappa(people.Length == 2 ? people : graders, units, value), anything ? GwetAc1.Of(all, Verdicts) : null);
    }

    private static CohenKappa? Kappa(Guid[] graders, int units, Func<Guid, int, double?> value)
    {
        if (graders.Length != 2)
            return null;
        var (first, second) = (Line(graders[0]), Line(graders[1]));
        return first.Zip(second).Any(pair => pair is { First: not null, Second: not null }) ? CohenKappa.Of(first, second, Verdicts) : null;

        List<int?> Line(Guid grader) => [.. Enumerable.Range(1, units).Select(place => (int?)value(grader, place))];
    }

    private static Ratings Ratings(Guid[] graders, int units, Func<Guid, int, double?> value) =>
        new([.. graders.Select(grader => (IReadOnlyList<double?>)[.. Enumerable.Range(1, units).Select(place => value(grader, place))])]);

    private static double? Value(Dictionary<(Guid, int), (int? Score, IReadOnlyList<CriterionResult> Results)> filled, Guid grader, int place, string criterion) =>
        !filled.TryGetValue((grader, place), out var sheet) ? null : sheet.Results.FirstOrDefault(it => it.Criterion == criterion)?.Verdict switch
        {
            CriterionVerdict.Failed => 0,
            CriterionVerdict.Passed => 1,
            CriterionVerdict.NotApplicable => 2,
            _ => null,
        };
}
