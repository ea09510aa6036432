using Ting.Listening;
using Ting.Server.Features.Academy.RolePlay.Pairs;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>Plays a scenario: the same lines always lead to the same talk. Pure.</summary>
public static class Stage
{
    private const int Lowest = -2;
    private const int Highest = 2;
    private const int Remembered = 3;

    /// <param name="scenario">In the language that is spoken.</param>
    /// <param name="lines">What the agent has said so far; what comes after the end is not heard.</param>
    /// <param name="explainIn">zh-Hans, ja or en: of the explanations.</param>
    /// <param name="worded">How a language model worded the answers; where it has none, or null, the scenario's own is said.</param>
    public static Performance Play(Scenario scenario, IReadOnlyList<string> lines, string explainIn, IReadOnlyList<string?>? worded = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(lines);
        var said = new List<string> { scenario.Opening };
        var uses = new Dictionary<string, int>();
        var turns = new List<Turn>();
        var (state, mood, revealed, end) = (scenario.Start, scenario.Mood, false, Ending.None);

        foreach (var line in lines)
        {
            if (end is not Ending.None)
                break;

            var (coaching, heard, reaction) = Hear(scenario, state, line, said, turns, explainIn);
            var (before, was) = (mood, state);
            mood = Math.Clamp(mood + reaction.Mood, Lowest, Highest);
            state = reaction.To ?? state;
            revealed |= reaction.Reveals;
            var answer = Next(scenario, reaction.Line, uses, turns.Count);
            if (reaction.Ends)
                end = Ending.Well;
            else if (turns.Count + 1 >= scenario.Patience || (before == Lowest && reaction.Mood < 0 && turns.Count > 0))
                (end, answer) = (Ending.Left, Next(scenario, Scenario.Leaving, uses, turns.Count));
            var other = worded is not null && turns.Count < worded.Count ? worded[turns.Count] : null;
            said.Add(other ?? answer);
            turns.Add(new Turn(line, other ?? answer, before, mood, heard, coaching, scenario.Advice.GetValueOrDefault(was), other is not null));
        }

        return new Performance(scenario, turns, mood, revealed, end, scenario.Advice.GetValueOrDefault(state));
    }

    /// <summary>The same talk when a colleague says what the customer says: what we say moves the mood as it would move the simulated customer's, unless the colleague moves it.</summary>
    /// <param name="ending">As the colleague ended it; none while it goes on, or when it was stopped.</param>
    /// <returns>The talk, and what the simulated customer would answer now: something to go by for whoever plays.</returns>
    internal static (Performance Performance, string? Prompt) PlayPair(Scenario scenario, IReadOnlyList<PairEntry> entries, Ending ending, string explainIn)
    {
        var said = new List<string> { scenario.Opening };
        var uses = new Dictionary<string, int>();
        var turns = new List<Turn>();
        var (state, mood, revealed) = (scenario.Start, scenario.Mood, false);
        string? prompt = null;

        foreach (var entry in entries)
        {
            if (entry.Mood is { } felt)
            {
                mood = Math.Clamp(felt, Lowest, Highest);
                if (turns.Count > 0)
                    turns[^1] = turns[^1] with { MoodAfter = mood };
            }
            else if (entry.FromCustomer)
            {
                said.Add(entry.Text!);
                revealed |= entry.Reveals;
                prompt = null;
                if (turns.Count > 0)
                    turns[^1] = turns[^1] with { Answer = turns[^1].Answer.Length == 0 ? entry.Text! : $"{turns[^1].Answer}\n{entry.Text}" };
            }
            else
            {
                var (coaching, heard, reaction) = Hear(scenario, state, entry.Text!, said, turns, explainIn);
                var (before, was) = (mood, state);
                mood = Math.Clamp(mood + reaction.Mood, Lowest, Highest);
                state = reaction.To ?? state;
                revealed |= reaction.Reveals;
                prompt = Next(scenario, reaction.Line, uses, turns.Count);
                turns.Add(new Turn(entry.Text!, "", before, mood, heard, coaching, scenario.Advice.GetValueOrDefault(was)));
            }
        }

        return (new Performance(scenario, turns, mood, revealed, ending, scenario.Advice.GetValueOrDefault(state)), prompt);
    }

    private static (Coaching Coaching, HashSet<string> Heard, Reaction Reaction) Hear(Scenario scenario, string state, string line, List<string> said, List<Turn> turns, string explainIn)
    {
        var spoken = LanguageCode.ForEngine(scenario.Language)!;
        var coaching = Coach.Review(line, [.. said.TakeLast(Remembered)], spoken, LanguageCode.ForEngine(explainIn));
        var heard = Signal.Of(line, coaching, DraftMoves.Of(line, spoken, [said[^1]]), [.. turns.Select(turn => turn.Line)]);
        return (coaching, heard, scenario.First.Concat(scenario.States[state]).Concat(scenario.Last).First(it => Fits(it, heard)));
    }

    private static bool Fits(Reaction reaction, HashSet<string> heard) =>
        reaction.When.All(signal => signal.StartsWith("no-", StringComparison.Ordinal) ? !heard.Contains(signal[3..]) : heard.Contains(signal));

    // Each time something else, until all of it has been said; when it is first said depends on how long the talk has taken, so that no two talks are alike.
    private static string Next(Scenario scenario, string key, Dictionary<string, int> uses, int turn)
    {
        var some = scenario.Lines[key];
        var at = uses.GetValueOrDefault(key, turn);
        uses[key] = at + 1;
        return some[at % some.Count];
    }
}

public enum Ending { None, Well, Left }

/// <summary>One line of ours, and what came of it.</summary>
/// <param name="IsWorded">A language model worded the answer.</param>
public sealed record Turn(string Line, string Answer, int MoodBefore, int MoodAfter, IReadOnlySet<string> Heard, Coaching Coaching, Advice? Advice, bool IsWorded = false)
{
    /// <summary>A sentence that would have served better; null when this one did well.</summary>
    public string? Better => Coaching.Findings.Any(finding => finding.Severity is not Severity.Hint) || MoodAfter < MoodBefore ? Advice?.Better ?? Coaching.Rewrite : null;
}

/// <summary>The talk as far as it went.</summary>
/// <param name="Advice">For what is to be said next.</param>
public sealed record Performance(Scenario Scenario, IReadOnlyList<Turn> Turns, int Mood, bool Revealed, Ending Ending, Advice? Advice)
{
    private const int ForWording = 60;
    private const int ForMood = 20;
    private const int ForListening = 20;

    public int Left => Scenario.Patience - Turns.Count;

    /// <summary>What the coach's score of our lines, the mood at the end, and what was found out count for; they sum to the score.</summary>
    public (int Wording, int Mood, int Listening) Parts => Turns.Count == 0 ? (0, 0, 0) :
    (
        (int)Math.Round(Turns.Average(turn => turn.Coaching.Score) * ForWording / 100),
        Ending is Ending.Left ? 0 : (Mood + 2) * ForMood / 4,
        (Revealed ? ForListening / 2 : 0) + (Ending is Ending.Well ? ForListening / 2 : 0)
    );

    public int Score => Parts.Wording + Parts.Mood + Parts.Listening;
}
