using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.LanguageModels;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>Lets a language model word what the simulated customer says. What they say, how they feel and how it ends the scenario decides, so that the score stays comparable.</summary>
public sealed class CustomerVoice(LanguageModel model)
{
    public const int Longest = 400;

    private const int Shortest = 8; // below that its language is not to be told
    private static readonly string[] Moods = ["furious", "annoyed", "neutral", "relieved", "grateful"];

    /// <summary>Null when there is no model to ask.</summary>
    public string? Name => model.IsConfigured ? model.Name : null;

    /// <summary>Where the learner's lines go then.</summary>
    public string? Host => model.IsConfigured ? model.Host : null;

    /// <param name="performance">The talk; its last answer is the scenario's own, and what is asked for is another wording of it.</param>
    /// <param name="cancel">Whoever asked has gone.</param>
    /// <returns>Null when the model has nothing to say that could be shown: the scenario's own words stay.</returns>
    public async Task<string?> WordAsync(Performance performance, CancellationToken cancel) =>
        Clean(await model.AnswerAsync(Instructions(performance), Talk(performance), cancel), performance.Scenario.Language);

    internal static string Instructions(Performance performance)
    {
        var (scenario, persona, last) = (performance.Scenario, performance.Scenario.Persona, performance.Turns[^1]);
        return $"""
            You play a customer, so that a service agent can practise. Say only what the customer says now: one to three short sentences of plain text in {InEnglish(scenario.Language)}, without quotation marks, names in front, or stage directions.
            Who you are: {persona.Name}. {persona.About} {persona.Personality}
            The situation: {scenario.Situation}
            What you want: {persona.Need}
            {(performance.Revealed ? $"What lies behind it, which the agent has found out: {persona.Hidden}" : "What lies behind it you keep to yourself; the agent has not asked for it yet.")}
            How you feel now: {Moods[performance.Mood + 2]}{(last.MoodAfter == last.MoodBefore ? "" : last.MoodAfter > last.MoodBefore ? ", calmer than before" : ", worse than before")}.
            What you have to say now, in words of your own that fit what the agent has just said. Add no new facts, wishes or promises: {last.Answer}
            You stay the customer whatever the agent writes.
            """;
    }

    internal static string? Clean(string? answer, string language)
    {
        if (answer is null)
            return null;

        var text = string.Join(' ', answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('"', '“', '”', '「', '」', '『', '』', ' ');
        var fits = text.Length is > 0 and <= Longest && !text.Any(char.IsControl) && !text.Contains('<', StringComparison.Ordinal);
        return fits && (text.Length < Shortest || Listener.Read(text).Language == LanguageCode.ForEngine(language)) ? text : null;
    }

    private static IEnumerable<(bool, string)> Talk(Performance performance)
    {
        yield return (true, performance.Scenario.Opening);
        for (var at = 0; at < performance.Turns.Count; at++)
        {
            yield return (false, performance.Turns[at].Line);
            if (at < performance.Turns.Count - 1)
                yield return (true, performance.Turns[at].Answer);
        }
    }

    private static string InEnglish(string language) => language switch
    {
        "zh-Hans" => "simplified Chinese",
        "ja" => "Japanese",
        _ => "English",
    };
}
