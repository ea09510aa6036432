using System.CommandLine;
using Ting.Cli.Lines;
using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Reads customers' messages.</summary>
internal static class ListenCommand
{
    public static Command Make()
    {
        var model = ModelOption.Make();
        var command = new Command("listen", """
            Read customers' messages: feelings, urgency, complaint, needs, preferences, facts, with confidence and the words that carry them.
            stdin:  {"id","text","lang"?} a line; lang is zh, ja or en and is told from the text where it is missing
            stdout: {"id","lang","sentiment","sentimentScore","emotion","emotions","urgency","complaint","escalation","need","communicationNeed",
                     "motive","expectations","preferences","facts","mode","confidence","evidence","modelVersion"} a line, in the same order;
                    {"id","error"} for a line that cannot be read, and exit code 1 at the end
            """) { model };
        command.SetAction(parsed =>
        {
            var learned = ModelOption.Read(parsed.GetValue(model));
            return JsonLines.Run(Console.OpenStandardInput(), Console.OpenStandardOutput(), line => Answer(line, learned));
        });
        return command;
    }

    public static byte[] Answer(System.Text.Json.JsonElement line, MessageModel? model = null) =>
        ListeningJson.WriteBytes(Listener.Read(LineFields.Text(line), LineFields.Language(line), model));
}
