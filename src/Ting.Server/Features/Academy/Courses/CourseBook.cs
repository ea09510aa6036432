using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>Every course in every language, read once.</summary>
public sealed class CourseBook
{
    // They are part of the program: each language is read when somebody first asks for it, and then for good.
    private static readonly Dictionary<string, Lazy<IReadOnlyList<Course>>> Shipped = Languages.All.ToDictionary(
        language => language.Code,
        language => new Lazy<IReadOnlyList<Course>>(() => [.. ContentFiles.Folders("course").Select(key => Read(key, language.Code)).OrderBy(course => course.Place)]));

    private readonly Dictionary<string, Lazy<IReadOnlyList<Course>>> _courses = Shipped;

    /// <param name="language">zh-Hans, ja or en.</param>
    public IReadOnlyList<Course> In(string language) => _courses[language].Value;

    public Course? Find(string key, string language) => In(language).FirstOrDefault(course => course.Key == key);

    private static Course Read(string key, string language)
    {
        var shape = ContentFiles.Read<CourseFile>($"course.{key}.course.yaml");
        var (text, sections) = ContentFiles.ReadMarkdown<CourseTextFile>($"course.{key}.{language}.md");
        if (sections.Count != shape.Lessons.Count)
            throw new InvalidOperationException($"The course {key} has {shape.Lessons.Count} lessons, but {sections.Count} in {language}.");

        return new Course(
            key, language, shape.Place, shape.Minutes, shape.Icon, shape.Rules, shape.Private, text.Title, text.Summary,
            [.. shape.Lessons.Select((lesson, at) => LessonOf(lesson, sections[at], text))]);
    }

    private static Lesson LessonOf(LessonFile lesson, (string Title, string Html) section, CourseTextFile text)
    {
        var own = text.Lessons.GetValueOrDefault(lesson.Key) ?? throw new InvalidOperationException($"The lesson {lesson.Key} has no text.");
        return new Lesson(
            lesson.Key, section.Title, section.Html, [.. own.Examples.Select(example => new LessonExample(example.Bad, example.Good, example.Why))],
            [.. lesson.Exercises.Select(exercise => ExerciseOf(exercise, text.Exercises.GetValueOrDefault(exercise.Key) ?? throw new InvalidOperationException($"The exercise {exercise.Key} has no text.")))],
            own.Reflection);
    }

    private static Exercise ExerciseOf(ExerciseFile shape, ExerciseTextFile text)
    {
        var items = text.Items.ConvertAll(item => new ExerciseItem(item.Text, item.Right, item.In, item.Why, item.Rule, item.Rank, item.Lady, item.Distance));
        return new Exercise(shape.Key, Enum.Parse<ExerciseKind>(shape.Kind, ignoreCase: true), shape.Test, shape.Rules, shape.Needs)
        {
            Task = text.Task,
            Situation = text.Situation,
            Customer = text.Customer,
            Given = text.Given,
            Model = text.Model,
            Bad = text.Bad,
            Says = [.. text.Says.Select(Phrasing.Of)],
            Spoils = [.. text.Spoils.Select(Phrasing.Of)],
            Longest = text.Longest,
            Items = items,
            Groups = text.Groups.Count > 0 ? text.Groups : [.. items.Select(item => item.Group).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            Hour = shape.Hour,
        };
    }
}
