using Ting.Listening;

namespace Ting.Server.Features.Phrases;

/// <param name="Language">zh-Hans, ja or en.</param>
public sealed record SuggestedPhrase(string Text, string Language);

/// <summary>What might be said next to somebody who feels and needs what a reading says.</summary>
public sealed class SuggestPhrases(ReadMacros macros)
{
    private const int Most = 5;

    public async Task<IReadOnlyList<SuggestedPhrase>> HandleAsync(Guid agentId, string language, Reading reading, string name, string agent, long number, CancellationToken cancel)
    {
        var own = await macros.HandleAsync(agentId, language, cancel);
        return [.. own.Where(macro => macro.Language == language).Take(Most).Select(macro => new SuggestedPhrase(MacroText.Fill(macro.Text, name, agent, number), macro.Language))];
    }
}
