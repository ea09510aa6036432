namespace Ting.Server.Commands;

internal static class HelpCommand
{
    private static readonly (string Usage, string Key)[] Lines =
    [
        ("ting-server [--urls http://localhost:5080] [--demo]", "help.serve"),
        ("ting-server apikey create --name NAME [--role administrator]", "help.apikey"),
        ("ting-server backup FILE.tar.gz [--force]", "help.backup"),
        ("ting-server restore FILE.tar.gz [--force]", "help.restore"),
        ("ting-server doctor [--json]", "help.doctor"),
        ("ting-server reread [all]", "help.reread"),
        ("ting-server review", "help.review"),
        ("ting-server insights", "help.insights"),
        ("ting-server help", "help.help"),
    ];

    public static async Task<int> RunAsync(CommandArguments arguments, TextWriter output)
    {
        foreach (var (usage, key) in Lines)
        {
            await output.WriteLineAsync(usage);
            await output.WriteLineAsync($"    {CommandLine.Say(key)}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(CommandLine.Say("help.settings"));
        return 0;
    }
}
