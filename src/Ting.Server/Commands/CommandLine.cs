using System.Globalization;
using System.Resources;

namespace Ting.Server.Commands;

/// <summary>What the server program does instead of serving, when its first word is a verb.</summary>
public static class CommandLine
{
    private static readonly ResourceManager Texts = new(typeof(CommandsText));

    private static readonly Dictionary<string, Func<CommandArguments, TextWriter, Task<int>>> Verbs = new()
    {
        ["apikey"] = ApiKeyCommand.RunAsync,
        ["backup"] = BackupCommand.RunAsync,
        ["restore"] = RestoreCommand.RunAsync,
        ["doctor"] = DoctorCommand.RunAsync,
        ["reread"] = Reread.RunAsync,
        ["review"] = ReviewAll.RunAsync,
        ["insights"] = RebuildInsights.RunAsync,
        ["help"] = HelpCommand.RunAsync,
    };

    /// <returns>The exit code; null when the server is to run.</returns>
    public static Task<int?> TryRunAsync(string[] args) => TryRunAsync(args, Console.Out);

    /// <param name="output">Answers and complaints alike.</param>
    public static async Task<int?> TryRunAsync(string[] args, TextWriter output)
    {
        if (args is ["--help" or "-h", ..])
            return await HelpCommand.RunAsync(new CommandArguments([]), output);
        if (args is not [var verb, ..] || verb.StartsWith('-'))
            return null;
        if (!Verbs.TryGetValue(verb, out var run))
        {
            await output.WriteLineAsync(Say("unknown", verb));
            return 2;
        }

        try
        {
            return await run(new CommandArguments(args[1..]), output);
        }
        catch (CommandRefused refused)
        {
            await output.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>In the language of the terminal.</summary>
    internal static string Say(string key, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key, values);
}

/// <summary>A verb cannot do what was asked; the message says why and what to do.</summary>
internal sealed class CommandRefused(string key, params object[] values) : Exception(CommandLine.Say(key, values));
