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
}

internal sealed class LessonTextFile
{
    public List<ExampleFile> Examples { get; set; } = [];
    public string Reflection { get; set; } = "";
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
