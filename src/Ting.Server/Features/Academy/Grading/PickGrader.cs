using Ting.Listening;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Academy.Grading;

/// <summary>Grades what was picked, put in groups, or put in order.</summary>
internal static class PickGrader
{
    public static Grade Of(Exercise exercise, IReadOnlyList<int> picks, string language)
    {
        var points = exercise.Kind switch
        {
            ExerciseKind.Choose => Chosen(exercise, picks),
            ExerciseKind.Find => Found(exercise, picks),
            ExerciseKind.Classify or ExerciseKind.Match => Grouped(exercise, picks),
            _ => Ordered(exercise, picks),
        };
        var good = points.Count(point => point.State is PointState.Good);
        var verdict = good == points.Count ? Verdict.Right : exercise.Kind is not ExerciseKind.Choose && good * 2 >= points.Count ? Verdict.Partly : Verdict.Wrong;
        return new Grade(verdict, Score(verdict, good, points.Count), points, Better(exercise, language));
    }

    /// <summary>The answer that is right.</summary>
    public static IReadOnlyList<int> Solve(Exercise exercise) => exercise.Kind switch
    {
        ExerciseKind.Choose or ExerciseKind.Find => [.. Enumerable.Range(0, exercise.Items.Count).Where(at => exercise.Items[at].IsRight)],
        ExerciseKind.Classify or ExerciseKind.Match => [.. exercise.Items.Select(item => IndexOf(exercise.Groups, item.Group))],
        _ => Places(exercise),
    };

    internal static int Score(Verdict verdict, int good, int all) => verdict is Verdict.Right ? 100 : Math.Min(90, all == 0 ? 0 : good * 100 / all);

    private static List<Point> Chosen(Exercise exercise, IReadOnlyList<int> picks)
    {
        var at = picks is [var only] && only >= 0 && only < exercise.Items.Count ? only : -1;
        if (at < 0)
            return [new Point(PointState.Bad, "nothing")];
        var item = exercise.Items[at];
        return [new Point(item.IsRight ? PointState.Good : PointState.Bad, item.IsRight ? "chosen" : "chosen.no", item.Text, item.Rule, item.Why)];
    }

    private static List<Point> Found(Exercise exercise, IReadOnlyList<int> picks) =>
    [
        .. exercise.Items.Select((item, at) => (item, Picked: picks.Contains(at))).Where(it => it.Picked || it.item.IsRight).Select(it => (it.item.IsRight, it.Picked) switch
        {
            (true, true) => new Point(PointState.Good, "found", it.item.Text, it.item.Rule, it.item.Why),
            (true, false) => new Point(PointState.Bad, "missed", it.item.Text, it.item.Rule, it.item.Why),
            _ => new Point(PointState.Bad, "harmless", it.item.Text, null, it.item.Why),
        }),
    ];

    private static List<Point> Grouped(Exercise exercise, IReadOnlyList<int> picks) =>
    [
        .. exercise.Items.Select((item, at) => at < picks.Count && picks[at] == IndexOf(exercise.Groups, item.Group)
            ? new Point(PointState.Good, "placed", item.Text, item.Rule, item.Why)
            : new Point(PointState.Bad, "placed.no", item.Text, item.Rule, item.Why is null ? item.Group : $"{item.Group} · {item.Why}")),
    ];

    private static List<Point> Ordered(Exercise exercise, IReadOnlyList<int> picks)
    {
        var places = Places(exercise);
        return
        [
            .. Enumerable.Range(0, exercise.Items.Count).OrderBy(at => places[at]).Select(at => at < picks.Count && picks[at] == places[at]
                ? new Point(PointState.Good, "ordered", exercise.Items[at].Text, null, exercise.Items[at].Why)
                : new Point(PointState.Bad, "ordered.no", exercise.Items[at].Text, null, exercise.Items[at].Why)),
        ];
    }

    // Files keep steps in their order; whom to greet first the rules of PHR-02 say.
    private static int[] Places(Exercise exercise)
    {
        if (exercise.Kind is ExerciseKind.Order)
            return [.. Enumerable.Range(1, exercise.Items.Count)];

        var order = Enumerable.Range(0, exercise.Items.Count)
            .OrderByDescending(at => exercise.Items[at].Rank).ThenByDescending(at => exercise.Items[at].IsLady).ThenBy(at => exercise.Items[at].Distance)
            .ToList();
        return [.. Enumerable.Range(0, exercise.Items.Count).Select(at => order.IndexOf(at) + 1)];
    }

    private static string? Better(Exercise exercise, string language) => exercise.Kind switch
    {
        ExerciseKind.Choose => exercise.Items.FirstOrDefault(item => item.IsRight)?.Text,
        ExerciseKind.Greet => GreetingBuilder.Build([.. exercise.Items.Select(item => new Greeted(item.Text, item.Rank, item.IsLady, item.Distance))], exercise.Hour, LanguageCode.ForEngine(language)!),
        _ => exercise.Model,
    };

    private static int IndexOf(IReadOnlyList<string> groups, string? group) => groups.TakeWhile(it => it != group).Count();
}
