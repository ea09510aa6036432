using System.Globalization;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>What is typed into the form of an exercise: fields for what its kind has, or its text as the files have it.</summary>
internal sealed class ExerciseInput
{
    public bool IsTest { get; private set; }
    public string Rules { get; private set; } = "";
    public IReadOnlyList<string> Needs { get; private set; } = [];
    public string Hour { get; private set; } = "";
    public ExerciseTextFile Text { get; private set; } = new();

    /// <summary>As typed, when it is written as text.</summary>
    public string? Yaml { get; private set; }

    /// <summary>As typed: it need not be a number.</summary>
    public string Longest { get; private set; } = "";

    public static ExerciseInput Of(ExerciseFile shape, ExerciseTextFile? text, bool asText) => new()
    {
        IsTest = shape.Test,
        Rules = string.Join(' ', shape.Rules),
        Needs = shape.Needs,
        Hour = shape.Hour.ToString(CultureInfo.InvariantCulture),
        Text = text ?? new ExerciseTextFile(),
        Longest = text?.Longest > 0 ? text.Longest.ToString(CultureInfo.InvariantCulture) : "",
        Yaml = asText ? CourseFormat.WriteExercise(text ?? new ExerciseTextFile()) : null,
    };

    public static ExerciseInput Begun(ExerciseTextFile text) => new() { Text = text };

    public static ExerciseInput Read(IFormCollection form) => new()
    {
        IsTest = form["test"] == "true",
        Rules = Typed.Line(form["rules"]),
        Needs = [.. form["needs"].OfType<string>()],
        Hour = Typed.Line(form["hour"]),
        Longest = Typed.Line(form["longest"]),
        Yaml = form.ContainsKey("yaml") ? form["yaml"].ToString().ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal) : null,
        Text = new ExerciseTextFile
        {
            Task = Typed.Maybe(form["task"]),
            Situation = Typed.Maybe(form["situation"]),
            Customer = Typed.Maybe(form["customer"]),
            Given = Typed.Maybe(form["given"]),
            Model = Typed.Maybe(form["model"]),
            Bad = Typed.Lines(form["bad"]),
            Says = Typed.Lines(form["says"]),
            Spoils = Typed.Lines(form["spoils"]),
            Groups = Typed.Lines(form["groups"]),
            Longest = Typed.Number(form["longest"]),
            Items = ItemsOf(form),
        },
    };

    /// <returns>False when nothing was asked for but to save.</returns>
    public bool Rearrange(string does)
    {
        if (does == "add" && Text.Items.Count < CourseChecks.MostItems)
            Text.Items.Add(new ItemFile());
        else if (does.StartsWith("drop-", StringComparison.Ordinal))
            Text.Items.Drop(does[5..]);
        else if (does.StartsWith("up-", StringComparison.Ordinal))
            Text.Items.Raise(does[3..]);
        return does is not ("" or "save");
    }

    /// <param name="problems">What cannot be read is added to it, with its line.</param>
    /// <returns>Null when it cannot be read.</returns>
    public ExerciseTextFile? ToText(string file, List<FileProblem> problems)
    {
        if (Yaml is null)
        {
            Text.Items.RemoveAll(it => it.Text.Length == 0 && it.Why is null && it.In is null);
            return Text;
        }

        if (string.IsNullOrWhiteSpace(Yaml))
            return new ExerciseTextFile();
        var (text, _) = YamlText.Read<ExerciseTextFile>(file, Yaml, before: 0, problems);
        text?.Tidy();
        return text;
    }

    public void Shape(ExerciseFile shape)
    {
        shape.Test = IsTest;
        shape.Rules = [.. Rules.Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        shape.Needs = [.. Needs.Distinct()];
        shape.Hour = Typed.Number(Hour);
    }

    // One right answer is picked by its row, several each by a box.
    private static List<ItemFile> ItemsOf(IFormCollection form) =>
    [
        .. Enumerable.Range(0, CourseChecks.MostItems).Where(at => form.ContainsKey($"i{at}.text")).Select(at => new ItemFile
        {
            Text = Typed.Line(form[$"i{at}.text"]),
            Right = form[$"i{at}.right"] == "true" || form["right"] == at.ToString(CultureInfo.InvariantCulture),
            In = Typed.Maybe(form[$"i{at}.in"]),
            Why = Typed.Maybe(form[$"i{at}.why"]),
            Rule = Typed.Maybe(form[$"i{at}.rule"]),
        }),
    ];
}
