using System.CommandLine;
using Ting.Cli.Lines;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Reviews agents' drafts.</summary>
internal static class CoachCommand
{
    public static Command Make()
    {
        var command = new Command("coach", """
            Review agents' drafts before they go out: what would hurt, why, and a better wording.
            stdin:  {"id","text","context"?,"lang"?} a line; context is the customer's last message or a list of them, oldest first
            stdout: {"id","lang","findings":[{"rule","category","severity","start","length","text","why","suggestion"}],"refusal","refusalTone","apology","empathy",
                     "paraphrase","specific","reasonGiven","promise","questionType","phrases","score","scoreParts","rewrite"} a line, in the same order;
                    {"id","error"} for a line that cannot be read, and exit code 1 at the end
            """);
        command.SetAction(_ => JsonLines.Run(Console.OpenStandardInput(), Console.OpenStandardOutput(), Answer));
        return command;
    }

    public static byte[] Answer(System.Text.Json.JsonElement line) =>
        ListeningJson.WriteBytes(Coach.Review(LineFields.Text(line), LineFields.Texts(line, "context"), LineFields.Language(line)));
}
