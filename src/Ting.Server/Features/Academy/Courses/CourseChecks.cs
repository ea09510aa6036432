using System.Globalization;
using System.Text.RegularExpressions;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>What a course must be before anybody learns from it; each thing that is not is named with its file and line.</summary>
internal static partial class CourseChecks
{
    public const int LongestTitle = 120;
    public const int LongestSummary = 400;
    public const int LongestBody = 40_000;
    public const int LongestText = 2_000;
    public const int LongestLine = 600;
    public const int MostLessons = 30;
    public const int MostExercises = 200;
    public const int MostItems = 30;
    public const int MostExamples = 30;
    public const int MostLines = 60;
    public const int LongestKey = 40;

    public static bool IsKey(string? key) => key is not null && KeyForm.IsMatch(key);

    public static bool IsRule(string? rule) => rule is not null && RuleForm.IsMatch(rule);

    public static void Shape(CourseFile shape, YamlLines lines, List<FileProblem> problems)
    {
        void Wrong(string code, string? detail, string? part, params IReadOnlyList<string> path) => problems.Add(new FileProblem(CourseFormat.ShapeFile, lines.Of(path), code, detail, part));

        if (shape.Minutes is < 1 or > 600)
            Wrong("minutes", null, null, "minutes");
        if (shape.Place is < 0 or > 9_999)
            Wrong("place", null, null, "place");
        if (!IconForm.IsMatch(shape.Icon))
            Wrong("icon", shape.Icon, null, "icon");
        if (shape.Rules.Find(rule => !IsRule(rule)) is { } strange)
            Wrong("rule", strange, null, "rules");
        if (shape.Lessons.Count is 0 or > MostLessons)
            Wrong("lessons", null, null, "lessons");
        if (shape.Exercises.Count() > MostExercises)
            Wrong("exercises", null, null, "lessons");

        HashSet<string> lessons = [], exercises = [];
        foreach (var (lesson, at) in shape.Lessons.Select((lesson, at) => (lesson, At: at.ToString(CultureInfo.InvariantCulture))))
        {
            if (!IsKey(lesson.Key))
                Wrong("key", lesson.Key, lesson.Key, "lessons", at, "key");
            else if (!lessons.Add(lesson.Key))
                Wrong("key.twice", lesson.Key, lesson.Key, "lessons", at, "key");
            foreach (var (exercise, place) in lesson.Exercises.Select((exercise, place) => (exercise, Place: place.ToString(CultureInfo.InvariantCulture))))
            {
                void Bad(string code, string? detail, string name) => Wrong(code, detail, exercise.Key, "lessons", at, "exercises", place, name);
                if (!IsKey(exercise.Key))
                    Bad("key", exercise.Key, "key");
                else if (!exercises.Add(exercise.Key))
                    Bad("key.twice", exercise.Key, "key");
                if (Choice.Of<ExerciseKind>(exercise.Kind) is not { } kind)
                    Bad("kind", exercise.Kind, "kind");
                else if (exercise.Needs.Count > 0 && kind > ExerciseKind.Write)
                    Bad("needs.picked", null, "needs");
                if (exercise.Needs.Find(need => !WritingGrader.Needs.Contains(need)) is { } need)
                    Bad("need", need, "needs");
                if (exercise.Rules.Find(rule => !IsRule(rule)) is { } rule)
                    Bad("rule", rule, "rules");
                if (exercise.Hour is < 0 or > 23)
                    Bad("hour", null, "hour");
            }
        }
    }

    public static void Text(string file, CourseTextFile text, CourseFile shape, YamlLines lines, List<FileProblem> problems)
    {
        void Wrong(int line, string code, string? detail = null, string? part = null) => problems.Add(new FileProblem(file, line, code, detail, part));

        if (IsNot(text.Title, LongestTitle))
            Wrong(lines.Of("title"), "title");
        if (IsNot(text.Summary, LongestSummary))
            Wrong(lines.Of("summary"), "summary");
        foreach (var strange in text.Lessons.Keys.Where(key => shape.LessonOf(key) is null))
            Wrong(lines.Of("lessons", strange), "lesson.unknown", strange);
        foreach (var strange in text.Exercises.Keys.Where(key => shape.ExerciseOf(key) is null))
            Wrong(lines.Of("exercises", strange), "exercise.unknown", strange);

        foreach (var (key, lesson) in text.Lessons.Where(it => shape.LessonOf(it.Key) is not null))
        {
            if (IsNot(lesson.Title, LongestTitle))
                Wrong(lesson.Line, "lesson.title", null, key);
            if (IsNot(lesson.Body, LongestBody))
                Wrong(lesson.Line, "lesson.body", null, key);
            if (IsNot(lesson.Reflection, LongestText))
                Wrong(lines.Of("lessons", key, "reflection"), "lesson.reflection", null, key);
            if (lesson.Examples.Count > MostExamples || lesson.Examples.Exists(it => it is { Bad: null, Good: null } || !Fits(it.Bad) || !Fits(it.Good) || !Fits(it.Why)))
                Wrong(lines.Of("lessons", key, "examples"), "lesson.examples", null, key);
        }

        foreach (var (key, exercise) in text.Exercises)
        {
            if (shape.ExerciseOf(key) is { } own)
                Exercise(file, own, exercise, path => lines.Of(["exercises", key, .. path]), problems);
        }
    }

    /// <param name="lineOf">Of what stands in the exercise.</param>
    public static void Exercise(string file, ExerciseFile shape, ExerciseTextFile text, Func<IReadOnlyList<string>, int> lineOf, List<FileProblem> problems)
    {
        void Wrong(string code, string? detail, params IReadOnlyList<string> path) => problems.Add(new FileProblem(file, lineOf(path), code, detail, shape.Key));

        if (Choice.Of<ExerciseKind>(shape.Kind) is not { } kind)
            return;
        foreach (var (name, value) in ((string, string?)[])[("task", text.Task), ("situation", text.Situation), ("customer", text.Customer), ("given", text.Given), ("model", text.Model)])
        {
            if (!Fits(value))
                Wrong("long", name, name);
        }

        foreach (var (name, all) in ((string, List<string>)[])[("bad", text.Bad), ("says", text.Says), ("spoils", text.Spoils), ("groups", text.Groups)])
        {
            if (all.Count > MostLines || all.Exists(line => line.Length > LongestText))
                Wrong("long", name, name);
        }

        if (text.Longest is < 0 or > Answer.LongestText)
            Wrong("longest", null, "longest");
        if (kind <= ExerciseKind.Write)
            Written(kind, text, Wrong);
        else
            Picked(kind, text, Wrong);
    }

    private delegate void Report(string code, string? detail, params IReadOnlyList<string> path);

    private static void Written(ExerciseKind kind, ExerciseTextFile text, Report wrong)
    {
        if (string.IsNullOrWhiteSpace(text.Model))
            wrong("model", null, "model");
        if (kind is ExerciseKind.Rewrite or ExerciseKind.Ask && string.IsNullOrWhiteSpace(text.Given))
            wrong("given", null, "given");
        if (kind is ExerciseKind.Refuse or ExerciseKind.Empathise && string.IsNullOrWhiteSpace(text.Customer))
            wrong("customer", null, "customer");
        if (text.Items.Count > 0)
            wrong("items.none", null, "items");
    }

    private static void Picked(ExerciseKind kind, ExerciseTextFile text, Report wrong)
    {
        if (text.Items.Count is < 2 or > MostItems)
            wrong("items", null, "items");
        foreach (var (item, at) in text.Items.Select((item, at) => (item, At: at.ToString(CultureInfo.InvariantCulture))))
        {
            if (string.IsNullOrWhiteSpace(item.Text) || item.Text.Length > LongestLine || item.Why?.Length > LongestLine || item.In?.Length > LongestTitle)
                wrong("item", null, "items", at, "text");
            if (item.Rule is { } rule && !RuleForm.IsMatch(rule))
                wrong("rule", rule, "items", at, "rule");
            if (kind is ExerciseKind.Classify or ExerciseKind.Match && (string.IsNullOrWhiteSpace(item.In) || (text.Groups.Count > 0 && !text.Groups.Contains(item.In))))
                wrong("group", item.In, "items", at, "in");
        }

        var right = text.Items.Count(item => item.Right);
        if (kind is ExerciseKind.Choose && right != 1)
            wrong("right.one", null, "items");
        if (kind is ExerciseKind.Find && (right == 0 || right == text.Items.Count))
            wrong("right.some", null, "items");
    }

    private static bool IsNot(string? text, int longest) => string.IsNullOrWhiteSpace(text) || text.Length > longest;

    private static bool Fits(string? text) => text is null || text.Length <= LongestText;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm { get; }

    [GeneratedRegex("^[A-Z]{2,6}-[0-9]{2}(\\.[A-Za-z0-9]{1,30})?$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleForm { get; }

    [GeneratedRegex("^[a-z0-9-]{0,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex IconForm { get; }
}
