using System.CommandLine;

namespace Ting.Cli.Measuring;

/// <summary>What the measures have in common: a CSV in, a table, JSON or a picture out.</summary>
internal static class MeasureVerb
{
    /// <param name="name">Of the verb.</param>
    /// <param name="help">What it measures, and what the file has to hold.</param>
    /// <param name="options">Its own.</param>
    /// <param name="answer">Measures.</param>
    /// <param name="draws">Whether there is a picture.</param>
    public static Command Make(string name, string help, IEnumerable<Option> options, Func<ParseResult, CsvTable, MeasuredAnswer> answer, bool draws = false)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header, or - for stdin. UTF-8; commas, semicolons or tabs." };
        var command = new Command(name, help) { file };
        Add(command, options, draws, parsed => answer(parsed, CsvTable.Read(parsed.GetValue(file)!)));
        return command;
    }

    /// <param name="name">Of the verb.</param>
    /// <param name="help">What it measures, and what the file may hold.</param>
    /// <param name="options">Its own; they may say everything.</param>
    /// <param name="answer">Measures; without a file the table is null.</param>
    /// <param name="draws">Whether there is a picture.</param>
    public static Command MakeWithoutFile(string name, string help, IEnumerable<Option> options, Func<ParseResult, CsvTable?, MeasuredAnswer> answer, bool draws = false)
    {
        var file = new Argument<string?>("FILE") { Description = "A CSV file with a header, or - for stdin; not needed when the options say everything.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(name, help) { file };
        Add(command, options, draws, parsed => answer(parsed, parsed.GetValue(file) is { } path ? CsvTable.Read(path) : null));
        return command;
    }

    private static void Add(Command command, IEnumerable<Option> options, bool draws, Func<ParseResult, MeasuredAnswer> answer)
    {
        foreach (var option in options)
            command.Add(option);
        var json = new Option<bool>("--json") { Description = "Write one JSON object instead of tables." };
        var svg = new Option<string?>("--svg") { Description = "Also draw it into a file.", HelpName = "FILE" };
        command.Add(json);
        if (draws)
            command.Add(svg);
        command.SetAction(parsed =>
        {
            var measured = Checked(() => answer(parsed));
            if (draws && parsed.GetValue(svg) is { } path)
                File.WriteAllText(path, measured.Svg ?? throw new CommandException("--svg: of this there is no picture."));
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(json) ? measured.JsonText : measured.Text);
        });
    }

    /// <summary>What the library refuses is said to the person as it is, on one line.</summary>
    private static MeasuredAnswer Checked(Func<MeasuredAnswer> answer)
    {
        try
        {
            return answer();
        }
        catch (ArgumentException refused)
        {
            var message = refused.ParamName is { } name ? refused.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : refused.Message;
            throw new CommandException(message.Split('\n')[0].TrimEnd('\r'));
        }
    }
}
