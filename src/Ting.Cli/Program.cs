using System.CommandLine;
using Ting.Cli;

var root = new RootCommand("Reads feelings and needs in customers' messages, coaches replies and reads whole dialogues, in Chinese, Japanese and English.")
{
    ListenCommand.Make(),
    CoachCommand.Make(),
    DialogueCommand.Make(),
    TrainCommand.Make(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
