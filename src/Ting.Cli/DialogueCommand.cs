using System.CommandLine;
using System.Text.Json;
using Ting.Cli.Lines;
using Ting.Cli.Models;
using Ting.Listening;

namespace Ting.Cli;

/// <summary>Reads whole dialogues.</summary>
internal static class DialogueCommand
{
    public static Command Make()
    {
        var model = ModelOption.Make();
        var command = new Command("dialogue", """
            Read whole dialogues: satisfaction turn by turn, recovery, repeats, promises, the score to expect and a summary for hand-over.
            stdin:  {"id","turns":[{"speaker":"customer|agent","text","at"?}],"lang"?} a line; at is a time such as 2026-11-21T09:30:00Z
            stdout: {"id","lang","turns":[{"satisfaction","satisfactionP":{"1","2","3"},"emotion"} or null for an agent's],"resolved","escalated",
                     "promises":[{"turn","what","when","owner","kept"}],"repeats","recovery","deterioration","peak","argumentLoops","unansweredQuestions","questions","listening","customer",
                     "agentTalkShare","responseDelays","handedTo","predictedCsat","predictedCsatInterval","summary"} a line, in the same order;
                    {"id","error"} for a line that cannot be read, and exit code 1 at the end
            """) { model };
        command.SetAction(parsed =>
        {
            var learned = ModelOption.Read(parsed.GetValue(model));
            return JsonLines.Run(Console.OpenStandardInput(), Console.OpenStandardOutput(), line => Answer(line, learned));
        });
        return command;
    }

    public static byte[] Answer(JsonElement line, MessageModel? model = null) =>
        ListeningJson.WriteBytes(DialogueReader.Read(Turns(line), LineFields.Language(line), model));

    public static List<DialogueTurn> Turns(JsonElement line)
    {
        if (!line.TryGetProperty("turns", out var turns) || turns.ValueKind != JsonValueKind.Array)
            throw new LineException("turns is missing or no list.");
        var read = new List<DialogueTurn>();
        foreach (var turn in turns.EnumerateArray())
        {
            if (turn.ValueKind != JsonValueKind.Object)
                throw new LineException("A turn is no object.");
            var customer = LineFields.Text(turn, "speaker") switch
            {
                "customer" or "user" => true,
                "agent" or "system" => false,
                var other => throw new LineException($"speaker \"{other}\" is neither customer nor agent."),
            };
            DateTimeOffset? at = null;
            if (turn.TryGetProperty("at", out var said) && said.ValueKind != JsonValueKind.Null)
                at = said.ValueKind == JsonValueKind.String && said.TryGetDateTimeOffset(out var time) ? time : throw new LineException("at is no time such as 2026-11-21T09:30:00Z.");
            read.Add(new DialogueTurn(customer, LineFields.Text(turn), at));
        }

        return read;
    }
}
