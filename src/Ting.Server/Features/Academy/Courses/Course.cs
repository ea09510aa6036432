namespace Ting.Server.Features.Academy.Courses;

/// <summary>One course in one language, as it stands in the files of Content/Courses or as the house has published it.</summary>
/// <param name="Key">The same in every language, and for good: attempts are kept under it.</param>
/// <param name="Language">zh-Hans, ja or en.</param>
/// <param name="Minutes">About how long it takes.</param>
/// <param name="Rules">The rules it trains, as the coach and the requirements name them: LANG-01, REF-03 … What the coach marks under them in live work leads here.</param>
/// <param name="IsPrivate">Only the learner sees what came of it.</param>
public sealed record Course(
    string Key, string Language, int Place, int Minutes, string Icon, IReadOnlyList<string> Rules, bool IsPrivate,
    string Title, string Summary, IReadOnlyList<Lesson> Lessons)
{
    /// <summary>Which of the house's own editions it is; 0 for what was shipped.</summary>
    public int Edition { get; init; }

    /// <param name="rule">As the coach names it, with its part: LANG-01.negation.</param>
    public bool Trains(string rule) => Rules.Contains(rule.Split('.')[0]);

    /// <summary>Of all lessons, in their order.</summary>
    public IEnumerable<Exercise> Exercises => Lessons.SelectMany(lesson => lesson.Exercises);

    public Lesson? LessonOf(string key) => Lessons.FirstOrDefault(lesson => lesson.Key == key);

    public Exercise? ExerciseOf(string key) => Exercises.FirstOrDefault(exercise => exercise.Key == key);

    public Lesson LessonWith(Exercise exercise) => Lessons.First(lesson => lesson.Exercises.Contains(exercise));
}

/// <summary>Something to read, examples to compare, exercises, questions of the test, and a question to take away.</summary>
/// <param name="Html">Made from Markdown in which HTML is off, and cleaned.</param>
public sealed record Lesson(string Key, string Title, string Html, IReadOnlyList<LessonExample> Examples, IReadOnlyList<Exercise> Exercises, string Reflection);

/// <param name="Good">Null when the example only warns.</param>
public sealed record LessonExample(string? Bad, string? Good, string? Why);
