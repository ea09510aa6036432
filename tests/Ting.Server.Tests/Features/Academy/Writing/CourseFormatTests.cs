using System.Reflection;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Writing;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Tests.Features.Academy.Writing;

/// <summary>The files of a course: what is written can be read again, and what is wrong is named with its line.</summary>
[Trait("req", "ACAD-01")]
public sealed class CourseFormatTests
{
    public const string Shape = """
        place: 100
        minutes: 15
        icon: book
        rules: [LANG-01]
        lessons:
          - key: first
            exercises:
              - {key: one, kind: choose, test: true}
              - {key: two, kind: rewrite, needs: [specific]}
        """;

    public const string English = """
        ---
        title: At the counter
        summary: What we say here.
        lessons:
          first:
            examples:
              - {bad: "No idea.", good: "I will find out.", why: "It helps."}
            reflection: What did you say today?
        exercises:
          one:
            items:
              - {text: "Next!", why: "Short."}
              - {text: "How may I help you?", right: true}
          two:
            given: It should be fine.
            model: I will check your refund with our accounts team and call you by five o'clock today.
        ---
        ## The first minute

        Look up, and say good morning.
        """;

    internal static Dictionary<string, string> Files(string? shape = null, string? english = null) => new() { ["course.yaml"] = shape ?? Shape, ["en.md"] = english ?? English };

    public static TheoryData<string> Shipped => [.. new CourseBook().In("en").Select(course => course.Key)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_course_is_the_same_after_it_was_written_and_read_again(string key)
    {
        var files = ShippedCourses.Find(key)!;
        List<FileProblem> problems = [];

        var again = CourseFormat.Read(files.Texts, problems)!;

        Assert.Empty(problems);
        Assert.Equal(files.Texts, CourseFormat.Write(again));
        foreach (var language in Languages.All)
            Assert.Equal(Told(CourseFormat.Build(key, language.Code, files.Course, 0)), Told(CourseFormat.Build(key, language.Code, again, 0)));
    }

    [Fact]
    public void What_somebody_may_type_comes_back_as_it_was()
    {
        string[] hard = ["- a list", "yes", "null", "~", "12:30", "0x1F", "# no comment", "a: b", "\"quoted\"", "it's", "{brace}", "[x]", "line\nline", "  two spaces\n and more ", "100%", "@home", "`tick`", "！", "&anchor", "*star", "|", ">", "trailing \n", "\ttab"];
        foreach (var said in hard)
        {
            var course = CourseFormat.Read(Files(), [])!;
            course.Texts["en"].Exercises["two"].Model = said;
            course.Texts["en"].Exercises["one"].Items[0].Why = said;
            course.Texts["en"].Lessons["first"].Reflection = said;
            List<FileProblem> problems = [];

            var again = CourseFormat.Read(CourseFormat.Write(course), problems);

            Assert.True(again is not null, $"{said}: {string.Join(';', problems)}");
            Assert.Equal(said, again.Texts["en"].Exercises["two"].Model);
            Assert.Equal(said, again.Texts["en"].Exercises["one"].Items[0].Why);
            Assert.Equal(said, again.Texts["en"].Lessons["first"].Reflection);
        }
    }

    [Theory]
    [InlineData("kind: choose", "kind: chose", "course.yaml", 8, "kind")]
    [InlineData("kind: rewrite, needs: [specific]", "kind: rewrite, needs: [money]", "course.yaml", 9, "need")]
    [InlineData("minutes: 15", "minutes: soon", "course.yaml", 2, "yaml.value")]
    [InlineData("minutes: 15", "minutes: 0", "course.yaml", 2, "minutes")]
    [InlineData("icon: book", "icon: [book", "course.yaml", 0, "yaml.syntax")]
    [InlineData("place: 100", "palce: 100", "course.yaml", 1, "yaml.unknown")]
    [InlineData("key: two", "key: one", "course.yaml", 9, "key.twice")]
    [InlineData("key: two", "key: Two words", "course.yaml", 9, "key")]
    [InlineData("place: 100", "place: &a 100", "course.yaml", 1, "yaml.strange")]
    [InlineData("right: true", "right: false", "en.md", 11, "right.one")]
    [InlineData("    model: I will", "    modell: I will", "en.md", 16, "yaml.unknown")]
    [InlineData("  two:\n", "  three:\n", "en.md", 14, "exercise.unknown")]
    [InlineData("## The first minute", "## The first minute\n\n## A second one", "en.md", 20, "sections")]
    [InlineData("title: At the counter\n", "", "en.md", 0, "title")]
    [InlineData("---\n## The", "## The", "en.md", 1, "front")]
    [InlineData("Look up, and say good morning.", "", "en.md", 18, "lesson.body")]
    public void What_is_wrong_is_named_with_its_file_and_line(string there, string instead, string file, int line, string code)
    {
        Assert.Contains(there, Shape + English, StringComparison.Ordinal);
        List<FileProblem> problems = [];

        CourseFormat.Read(Files(Shape.Replace(there, instead, StringComparison.Ordinal), English.Replace(there, instead, StringComparison.Ordinal)), problems);

        var problem = Assert.Single(problems, it => it.Code == code);
        Assert.Equal(file, problem.File);
        if (line > 0)
            Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void A_file_that_would_grow_without_end_is_refused()
    {
        List<FileProblem> problems = [];

        CourseFormat.Read(Files(shape: "lessons: " + new string('[', 100_000)), problems);
        CourseFormat.Read(Files(shape: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"), problems);

        Assert.Equal(["yaml.strange", "yaml.strange"], problems.Where(it => it.File == "course.yaml").Select(it => it.Code));
    }

    [Fact]
    public void A_lesson_shows_no_script_whatever_was_written_in_it()
    {
        var html = CourseFormat.Html("""
            # Big
            **bold** <script>alert(1)</script> [ok](https://example.test/) [bad](javascript:alert(1)) [data](data:text/html,x)
            <img src=x onerror=alert(1)> ![pic](https://example.test/x.png)
            """);

        Assert.Contains("<strong>bold</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<h3>Big</h3>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.test/\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data:text", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_shows_what_went_and_what_came_with_a_little_around()
    {
        var before = string.Join('\n', Enumerable.Range(1, 40).Select(it => $"line {it}"));

        var lines = LineDiff.Of(before, before.Replace("line 20", "line twenty", StringComparison.Ordinal));

        Assert.Equal(
            ["Skipped ", "Same line 18", "Same line 19", "Gone line 20", "New line twenty", "Same line 21", "Same line 22", "Skipped "],
            lines.Select(it => $"{it.Change} {it.Text}"));
        Assert.Equal((20, 0), lines.Where(it => it.Change is LineChange.Gone).Select(it => (it.Before, it.After)).Single());
        Assert.Empty(LineDiff.Of(before, before));
        Assert.All(LineDiff.Of("", "a\nb"), it => Assert.Equal(LineChange.New, it.Change));
    }

    [Fact]
    public void No_course_can_take_an_address_that_the_academy_uses_itself()
    {
        var used = typeof(CourseBook).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>())
            .Select(route => route.Template.Split('/', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is ["academy", var second, ..] && !second.StartsWith('{'))
            .Select(parts => parts[1]);

        Assert.Empty(used.Except(WriteCourse.Reserved));
    }

    private static string Told(Course course) => System.Text.Json.JsonSerializer.Serialize(course);
}
