using System.Globalization;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>What is typed into the form of a lesson.</summary>
internal sealed class LessonInput
{
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string Reflection { get; private set; } = "";
    public List<ExampleFile> Examples { get; private set; } = [];

    public static LessonInput Of(LessonTextFile? text) => text is null ? new() : new() { Title = text.Title, Body = text.Body, Reflection = text.Reflection, Examples = [.. text.Examples] };

    public static LessonInput Read(IFormCollection form) => new()
    {
        Title = Typed.Line(form["title"]),
        Body = Typed.Text(form["body"]),
        Reflection = Typed.Text(form["reflection"]),
        Examples =
        [
            .. Enumerable.Range(0, CourseChecks.MostExamples).Where(at => form.ContainsKey($"e{at}.bad"))
                .Select(at => new ExampleFile { Bad = Typed.Maybe(form[$"e{at}.bad"]), Good = Typed.Maybe(form[$"e{at}.good"]), Why = Typed.Maybe(form[$"e{at}.why"]) }),
        ],
    };

    /// <returns>False when nothing was asked for but to save.</returns>
    public bool Rearrange(string does)
    {
        if (does == "add" && Examples.Count < CourseChecks.MostExamples)
            Examples.Add(new ExampleFile());
        else if (does.StartsWith("drop-", StringComparison.Ordinal))
            Examples.Drop(does[5..]);
        else if (does.StartsWith("up-", StringComparison.Ordinal))
            Examples.Raise(does[3..]);
        return does is not ("" or "save");
    }

    public LessonTextFile ToText() => new()
    {
        Title = Title,
        Body = CourseFormat.Lowered(Body),
        Reflection = Reflection,
        Examples = Examples.FindAll(it => it.Bad is not null || it.Good is not null || it.Why is not null),
    };
}

/// <summary>Text from a form as files can hold it.</summary>
internal static class Typed
{
    public static string Text(string? text) => new string([.. (text ?? "").ReplaceLineEndings("\n").Where(it => !char.IsControl(it) || it is '\n' or '\t')]).Trim();

    public static string Line(string? text) => Text(text).Replace('\n', ' ').Replace('\t', ' ');

    public static string? Maybe(string? text) => Text(text) is { Length: > 0 } said ? said : null;

    /// <summary>One thing in each line.</summary>
    public static List<string> Lines(string? text) => [.. Text(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static int Number(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(text) ? 0 : -1;
}
