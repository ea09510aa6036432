using YamlDotNet.Serialization;

namespace Ting.Server.Features.Academy.Courses;

// The shape of the files, read by YamlDotNet, which sets properties by their names.

/// <summary>course.yaml: what is the same in every language.</summary>
internal sealed class CourseFile
{
    public int Place { get; set; }
    public int Minutes { get; set; }
    public string Icon { get; set; } = "";
    public List<string> Rules { get; set; } = [];
    public bool Private { get; set; }
    public List<LessonFile> Lessons { get; set; } = [];

    [YamlIgnore] public IEnumerable<ExerciseFile> Exercises => Lessons.SelectMany(lesson => lesson.Exercises);

    public LessonFile? LessonOf(string key) => Lessons.Find(lesson => lesson.Key == key);

    public ExerciseFile? ExerciseOf(string key) => Exercises.FirstOrDefault(exercise => exercise.Key == key);

    /// <summary>A file may say that a list is nothing.</summary>
    public void Tidy()
    {
        (Icon, Rules, Lessons) = (Icon ?? "", Filled.Of(Rules), Filled.Of(Lessons));
        foreach (var lesson in Lessons)
            (lesson.Key, lesson.Exercises) = (lesson.Key ?? "", Filled.Of(lesson.Exercises));
        foreach (var exercise in Exercises)
            (exercise.Key, exercise.Kind, exercise.Rules, exercise.Needs) = (exercise.Key ?? "", exercise.Kind ?? "", Filled.Of(exercise.Rules), Filled.Of(exercise.Needs));
    }
}

internal static class Filled
{
    public static List<T> Of<T>(List<T>? list) => list is null ? [] : list.FindAll(it => it is not null);

    public static Dictionary<string, T> Of<T>(Dictionary<string, T>? map) where T : new() => map is null ? [] : map.ToDictionary(it => it.Key, it => it.Value ?? new T());
}

internal sealed class LessonFile
{
    public string Key { get; set; } = "";
    public List<ExerciseFile> Exercises { get; set; } = [];
}

internal sealed class ExerciseFile
{
    public string Key { get; set; } = "";
    public string Kind { get; set; } = "";
    public bool Test { get; set; }
    public List<string> Rules { get; set; } = [];
    public List<string> Needs { get; set; } = [];
    public int Hour { get; set; }
}

/// <summary>The front matter of zh-Hans.md, ja.md and en.md; below it stand the lessons, each under a heading of the second level.</summary>
internal sealed class CourseTextFile
{
    public string Title { get; set; } = "";
    public string Summary { get; set; } = "";
    public Dictionary<string, LessonTextFile> Lessons { get; set; } = [];
    public Dictionary<string, ExerciseTextFile> Exercises { get; set; } = [];

    public void Tidy()
    {
        (Title, Summary, Lessons, Exercises) = (Title ?? "", Summary ?? "", Filled.Of(Lessons), Filled.Of(Exercises));
        foreach (var lesson in Lessons.Values)
            (lesson.Examples, lesson.Reflection) = (Filled.Of(lesson.Examples), lesson.Reflection ?? "");
        foreach (var exercise in Exercises.Values)
            exercise.Tidy();
    }
}

internal sealed class LessonTextFile
{
    public List<ExampleFile> Examples { get; set; } = [];
    public string Reflection { get; set; } = "";

    /// <summary>The heading of its section below the front matter.</summary>
    [YamlIgnore] public string Title { get; set; } = "";

    /// <summary>The section, in Markdown.</summary>
    [YamlIgnore] public string Body { get; set; } = "";

    /// <summary>Where the heading stands in its file, from 1.</summary>
    [YamlIgnore] public int Line { get; set; }
}

internal sealed class ExampleFile
{
    public string? Bad { get; set; }
    public string? Good { get; set; }
    public string? Why { get; set; }
}

internal sealed class ExerciseTextFile
{
    public string? Task { get; set; }
    public string? Situation { get; set; }
    public string? Customer { get; set; }
    public string? Given { get; set; }
    public string? Model { get; set; }
    public List<string> Bad { get; set; } = [];
    public List<string> Says { get; set; } = [];
    public List<string> Spoils { get; set; } = [];
    public int Longest { get; set; }
    public List<ItemFile> Items { get; set; } = [];
    public List<string> Groups { get; set; } = [];

    public void Tidy()
    {
        (Bad, Says, Spoils, Items, Groups) = (Filled.Of(Bad), Filled.Of(Says).FindAll(IsSaid), Filled.Of(Spoils).FindAll(IsSaid), Filled.Of(Items), Filled.Of(Groups));
        foreach (var item in Items)
            item.Text ??= "";
    }

    // one without a wording could never be said
    private static bool IsSaid(string phrasing) => phrasing.Any(char.IsLetterOrDigit) || phrasing.Any(it => it is '?' or '？' or '!' or '！');
}

internal sealed class ItemFile
{
    public string Text { get; set; } = "";
    public bool Right { get; set; }
    public string? In { get; set; }
    public string? Why { get; set; }
    public string? Rule { get; set; }
    public int Rank { get; set; }
    public bool Lady { get; set; }
    public int Distance { get; set; }
}
