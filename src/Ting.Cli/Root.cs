using System.CommandLine;

namespace Ting.Cli;

/// <summary>The commands of <c>ting</c>.</summary>
internal static class Root
{
    public static RootCommand Make() => new("Reads feelings and needs in customers' messages, coaches replies and reads whole dialogues, in Chinese, Japanese and English, and measures voices and service.")
    {
        ListenCommand.Make(),
        CoachCommand.Make(),
        DialogueCommand.Make(),
        VoiceCommand.Make(),
        TrainCommand.Make(),
        EvaluateCommand.Make(),
        MeasureCommand.Make(),
    };
}
