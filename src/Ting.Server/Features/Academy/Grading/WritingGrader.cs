using System.Globalization;
using Ting.Listening;
using Ting.Listening.Text;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Academy.Grading;

/// <summary>
/// Grades an answer in the learner's own words with the coach that reads real replies: what it would mark there is marked here.
/// Besides, an exercise can need: reason, apology, refuses, alternative, asks, specific, empathy, openQuestion, clarifying, service, paraphrase, thanks,
/// and tone.affirming, tone.complimenting, tone.consulting, tone.sympathetic, tone.tactful.
/// </summary>
internal static class WritingGrader
{
    public static readonly IReadOnlySet<string> Needs = new HashSet<string>
    {
        "reason", "apology", "refuses", "alternative", "asks", "specific", "empathy", "openQuestion", "clarifying", "service", "paraphrase", "thanks",
        "tone.affirming", "tone.complimenting", "tone.consulting", "tone.sympathetic", "tone.tactful",
    };

    private static readonly Dictionary<ExerciseKind, string[]> OfKind = new()
    {
        [ExerciseKind.Ask] = ["openQuestion"],
        [ExerciseKind.Refuse] = ["apology", "reason", "alternative"],
        [ExerciseKind.Empathise] = ["empathy"],
    };

    public static Grade Of(Exercise exercise, string text, string language, string explainIn)
    {
        if (text.Length == 0)
            return new Grade(Verdict.Wrong, 0, [new Point(PointState.Bad, "nothing")], exercise.Model);

        var spoken = LanguageCode.ForEngine(language)!;
        IReadOnlyList<string> context = exercise.Customer is { } said ? [said] : [];
        var coaching = Coach.Review(text, context, spoken, LanguageCode.ForEngine(explainIn));
        var moves = DraftMoves.Of(text, spoken, context);

        List<Point> points = [];
        points.AddRange(exercise.Says.Where(phrasing => !phrasing.IsIn(text)).Select(phrasing => new Point(PointState.Bad, "says", phrasing.Shown)));
        points.AddRange(exercise.Spoils.Select(phrasing => phrasing.In(text)).OfType<string>().Select(found => new Point(PointState.Bad, "spoils", found)));
        if (exercise.Longest > 0 && text.Length > exercise.Longest)
            points.Add(new Point(PointState.Bad, "long", exercise.Longest.ToString(CultureInfo.InvariantCulture)));
        if (exercise.Given is { } given && Same(text, given))
            points.Add(new Point(PointState.Bad, "changed", given));
        points.AddRange(coaching.Findings.Select(finding =>
            new Point(finding.Severity is Severity.Hint ? PointState.Hint : PointState.Bad, $"category.{finding.Category}", finding.Text, finding.Rule, finding.Why)));
        if (points.Count == 0)
            points.Add(new Point(PointState.Good, "clean"));

        var broken = points.Exists(point => point.State is PointState.Bad);
        var own = OfKind.GetValueOrDefault(exercise.Kind, []);
        var met = own.Union(exercise.Needs).Select(need => (Need: need, Met: Meets(need, coaching, moves))).ToList();
        points.AddRange(met.Select(it => new Point(it.Met ? PointState.Good : PointState.Bad, it.Met ? it.Need : $"{it.Need}.no")));

        // What the kind of exercise is about has to be there. What else is asked for may be there in words that nobody thought of: an answer that lacks one of it is not wrong for that.
        var missing = met.Count(it => !it.Met);
        var missingOwn = met.Take(own.Length).Count(it => !it.Met);
        var verdict = broken || (own.Length > 0 && missingOwn * 2 >= own.Length) || (missing > 1 && missing == met.Count) ? Verdict.Wrong
            : missing > 0 || points.Exists(point => point.State is PointState.Hint) ? Verdict.Partly
            : Verdict.Right;
        return new Grade(verdict, PickGrader.Score(verdict, points.Count(point => point.State is PointState.Good), points.Count), points, exercise.Model);
    }

    private static bool Meets(string need, Coaching coaching, DraftMoves moves) => need switch
    {
        "reason" => moves.Reason,
        "apology" => moves.Sorry,
        "refuses" => moves.Refuses,
        "alternative" => moves.Alternative,
        "asks" => moves.Asks || coaching.QuestionType is not null,
        "specific" => coaching.Specific,
        "empathy" => moves.AnswersFeeling,
        "openQuestion" => moves.AsksOpenly,
        "clarifying" => moves.AsksOpenly || coaching.QuestionType is QuestionType.Clarifying or QuestionType.Targeted,
        "service" => coaching.QuestionType is QuestionType.Service,
        "paraphrase" => coaching.Paraphrase || coaching.Empathy is "respondToContent" or "stateOwnUnderstanding",
        "thanks" => coaching.Phrases.Contains("thanks"),
        ['t', 'o', 'n', 'e', '.', .. var tone] => string.Equals(moves.Tone?.ToString(), tone, StringComparison.OrdinalIgnoreCase),
        _ => throw new InvalidOperationException($"Nothing is known of the need {need}."),
    };

    private static bool Same(string one, string other) => Letters(one) == Letters(other);

    private static string Letters(string text) => string.Concat(SearchTerms.Fold(text).Where(char.IsLetterOrDigit));
}
