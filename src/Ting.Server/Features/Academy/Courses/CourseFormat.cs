using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Markdig;
using Ting.Server.Features.Help;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>A course as it is written: what is the same in every language, and its texts by language.</summary>
internal sealed class WrittenCourse
{
    public CourseFile Shape { get; set; } = new();

    public Dictionary<string, CourseTextFile> Texts { get; } = [];
}

/// <summary>Reads and writes the files of a course: course.yaml, and zh-Hans.md, ja.md and en.md, each with YAML at its head.</summary>
internal static partial class CourseFormat
{
    public const string ShapeFile = "course.yaml";
    private const string Fence = "---\n";

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static IReadOnlyList<string> Names { get; } = [ShapeFile, .. Languages.All.Select(language => TextFile(language.Code))];

    public static string TextFile(string language) => $"{language}.md";

    /// <param name="files">By name; of the texts one is enough.</param>
    /// <param name="problems">What is wrong is added to it, in the order of the files.</param>
    /// <returns>Null when a file cannot be read at all; otherwise what it says, however much is wrong with it.</returns>
    public static WrittenCourse? Read(IReadOnlyDictionary<string, string> files, List<FileProblem> problems)
    {
        foreach (var strange in files.Keys.Where(name => !Names.Contains(name)))
            problems.Add(new FileProblem(strange, 1, "unknown"));
        if (!files.TryGetValue(ShapeFile, out var yaml))
        {
            problems.Add(new FileProblem(ShapeFile, 1, "missing"));
            return null;
        }

        var (shape, lines) = YamlText.Read<CourseFile>(ShapeFile, yaml, before: 0, problems);
        if (shape is null)
            return null;

        shape.Tidy();
        CourseChecks.Shape(shape, lines, problems);
        var course = new WrittenCourse { Shape = shape };
        var readable = true;
        foreach (var language in Languages.All.Where(language => files.ContainsKey(TextFile(language.Code))))
        {
            if (ReadText(TextFile(language.Code), files[TextFile(language.Code)], shape, problems) is { } text)
                course.Texts[language.Code] = text;
            else
                readable = false;
        }

        if (readable && course.Texts.Count == 0)
            problems.Add(new FileProblem(TextFile(Languages.Current.Code), 1, "missing"));
        return readable && course.Texts.Count > 0 ? course : null;
    }

    /// <summary>The same course always gives the same files.</summary>
    public static SortedDictionary<string, string> Write(WrittenCourse course)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ShapeFile] = YamlText.Write(course.Shape) };
        foreach (var (language, text) in course.Texts)
            files[TextFile(language)] = WriteText(text, course.Shape);
        return files;
    }

    /// <summary>What learners get. Lessons and exercises that have no text in the language are not in it.</summary>
    /// <param name="edition">0 for what was shipped.</param>
    public static Course Build(string key, string language, WrittenCourse written, int edition)
    {
        var (shape, text) = (written.Shape, written.Texts[language]);
        return new Course(
            key, language, shape.Place, shape.Minutes, shape.Icon.Length > 0 ? shape.Icon : "book", shape.Rules, shape.Private, text.Title, text.Summary,
            [.. shape.Lessons.Where(lesson => text.Lessons.ContainsKey(lesson.Key)).Select(lesson => LessonOf(lesson, text))])
        {
            Edition = edition,
        };
    }

    /// <summary>Markdown as a page may show it: no HTML of its own, no pictures, no script behind a link.</summary>
    public static string Html(string markdown)
    {
        var body = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(Headings.Replace(markdown, "### "), Markdown)).Body!;
        GuidePages.Clean(body);
        return body.InnerHtml;
    }

    /// <summary>Headings in a lesson are of the third level: one of the second would begin another lesson.</summary>
    public static string Lowered(string markdown) => Headings.Replace(markdown, "### ");

    public static string WriteExercise(ExerciseTextFile text) => text.Task is null && text.Situation is null && text.Customer is null && text.Given is null && text.Model is null && text.Longest == 0
        && text.Bad.Count + text.Says.Count + text.Spoils.Count + text.Items.Count + text.Groups.Count == 0 ? "" : YamlText.Write(text);

    private static Lesson LessonOf(LessonFile lesson, CourseTextFile text)
    {
        var own = text.Lessons[lesson.Key];
        return new Lesson(
            lesson.Key, own.Title, Html(own.Body), [.. own.Examples.Select(example => new LessonExample(example.Bad, example.Good, example.Why))],
            [.. lesson.Exercises.Where(exercise => text.Exercises.ContainsKey(exercise.Key)).Select(exercise => ExerciseOf(exercise, text.Exercises[exercise.Key])).OfType<Exercise>()],
            own.Reflection);
    }

    /// <returns>Null when nobody knows its kind.</returns>
    public static Exercise? ExerciseOf(ExerciseFile shape, ExerciseTextFile text)
    {
        if (Choice.Of<ExerciseKind>(shape.Kind) is not { } kind)
            return null;

        var items = text.Items.ConvertAll(item => new ExerciseItem(item.Text, item.Right, item.In, item.Why, item.Rule, item.Rank, item.Lady, item.Distance));
        return new Exercise(shape.Key, kind, shape.Test, shape.Rules, [.. shape.Needs.Where(Grading.WritingGrader.Needs.Contains)])
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

    private static CourseTextFile? ReadText(string file, string content, CourseFile shape, List<FileProblem> problems)
    {
        var text = content.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n" + Fence, Fence.Length - 1, StringComparison.Ordinal);
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || end < 0)
        {
            problems.Add(new FileProblem(file, 1, "front"));
            return null;
        }

        var front = end < Fence.Length ? "" : text[Fence.Length..end];
        var (read, lines) = YamlText.Read<CourseTextFile>(file, front, before: 1, problems);
        if (read is null)
            return null;

        read.Tidy();
        var sections = SectionsOf(text, end + 1 + Fence.Length);
        var lessons = shape.Lessons.Where(lesson => read.Lessons.ContainsKey(lesson.Key)).ToList();
        if (sections.Count != lessons.Count)
        {
            problems.Add(new FileProblem(file, sections.Count > lessons.Count ? sections[lessons.Count].Line : lines.Of("lessons"), "sections", $"{sections.Count} ≠ {lessons.Count}"));
            return null;
        }

        foreach (var (lesson, section) in lessons.Zip(sections))
        {
            var own = read.Lessons[lesson.Key];
            (own.Title, own.Body, own.Line) = section;
        }

        CourseChecks.Text(file, read, shape, lines, problems);
        return read;
    }

    private static List<(string Title, string Body, int Line)> SectionsOf(string text, int from)
    {
        List<(string, string, int)> sections = [];
        var line = text.AsSpan(0, from).Count('\n') + 1;
        List<string>? body = null;
        var (title, at) = ("", 0);
        foreach (var row in text[from..].Split('\n'))
        {
            if (row.StartsWith("## ", StringComparison.Ordinal))
            {
                Close();
                (title, at, body) = (row[3..].Trim(), line, []);
            }
            else
            {
                body?.Add(row);
            }

            line++;
        }

        Close();
        return sections;

        void Close()
        {
            if (body is not null)
                sections.Add((title, string.Join('\n', body).Trim(), at));
        }
    }

    private static string WriteText(CourseTextFile text, CourseFile shape)
    {
        var lessons = shape.Lessons.Where(lesson => text.Lessons.ContainsKey(lesson.Key)).Select(lesson => lesson.Key).ToList();
        var front = new CourseTextFile
        {
            Title = text.Title,
            Summary = text.Summary,
            Lessons = lessons.ToDictionary(key => key, key => text.Lessons[key]),
            Exercises = shape.Exercises.Where(exercise => text.Exercises.ContainsKey(exercise.Key)).DistinctBy(exercise => exercise.Key).ToDictionary(exercise => exercise.Key, exercise => text.Exercises[exercise.Key]),
        };
        var file = new StringBuilder(Fence).Append(YamlText.Write(front)).Append(Fence);
        foreach (var lesson in lessons.Select(key => text.Lessons[key]))
            file.Append("\n## ").Append(lesson.Title.ReplaceLineEndings(" ")).Append("\n\n").Append(Lowered(lesson.Body)).Append('\n');
        return file.ToString();
    }

    [GeneratedRegex("^(#{1,2}|#{4,6})[ \t]+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Headings { get; }
}
