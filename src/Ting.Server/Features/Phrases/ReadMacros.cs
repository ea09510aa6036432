using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Phrases;

/// <summary>The macros an agent can use: their own, their team's and everybody's.</summary>
public sealed class ReadMacros(Kept<IReadOnlyList<Macro>> macros, Kept<Roster> roster)
{
    private const int Most = 300;
    private const int MostOfAll = 20_000;

    /// <param name="agentId">Whose macros.</param>
    /// <param name="language">Those in this language come first; null for the order of their names alone.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<IReadOnlyList<Macro>> HandleAsync(Guid agentId, string? language, CancellationToken cancel)
    {
        var teamId = (await roster.ReadAsync(cancel)).TeamOf(agentId);
        var usable = (await macros.ReadAsync(cancel)).Where(macro => macro.Scope switch
        {
            MacroScope.Everyone => true,
            MacroScope.Team => macro.TeamId is not null && macro.TeamId == teamId,
            _ => macro.OwnerId == agentId,
        });
        return [.. (language is null ? usable : usable.OrderBy(macro => macro.Language == language ? 0 : 1)).Take(Most)];
    }

    internal static async Task<IReadOnlyList<Macro>> AllAsync(AppDb db, CancellationToken cancel) =>
        await db.Macros.AsNoTracking().OrderBy(macro => macro.Name).Take(MostOfAll).ToListAsync(cancel);
}
