using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Phrases;

/// <summary>The macros an agent can use: their own, their team's and everybody's.</summary>
public sealed class ReadMacros(IDbContextFactory<AppDb> database)
{
    private const int Most = 300;

    /// <param name="language">Those in this language come first; null for the order of their names alone.</param>
    public async Task<IReadOnlyList<Macro>> HandleAsync(Guid agentId, string? language, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var teamId = await db.Agents.Where(agent => agent.Id == agentId).Select(agent => agent.TeamId).FirstOrDefaultAsync(cancel);
        var macros = await db.Macros.AsNoTracking()
            .Where(macro => macro.Scope == MacroScope.Everyone || (macro.Scope == MacroScope.Mine && macro.OwnerId == agentId) || (macro.Scope == MacroScope.Team && macro.TeamId != null && macro.TeamId == teamId))
            .OrderBy(macro => macro.Name).Take(Most).ToListAsync(cancel);
        return language is null ? macros : [.. macros.OrderBy(macro => macro.Language == language ? 0 : 1)];
    }
}
