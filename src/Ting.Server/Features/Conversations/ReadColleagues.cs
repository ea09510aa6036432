using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>What the inbox's menus offer: colleagues, teams, labels and inboxes.</summary>
public sealed class ReadColleagues(IDbContextFactory<AppDb> database)
{
    private const int Most = 300;

    private Task<View>? _view;

    public sealed record Choice(Guid Id, string Name);

    public sealed record View(IReadOnlyList<Choice> Agents, IReadOnlyList<Choice> Teams, IReadOnlyList<Label> Labels, IReadOnlyList<Choice> Inboxes);

    /// <summary>Read once for a page, however many of its parts ask.</summary>
    public Task<View> HandleAsync(CancellationToken cancel) => _view ??= ReadAsync(cancel);

    private async Task<View> ReadAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return new View(
            await db.Agents.Where(agent => agent.Active).OrderBy(agent => agent.Name).Take(Most).Select(agent => new Choice(agent.Id, agent.Name)).ToListAsync(cancel),
            await db.Teams.OrderBy(team => team.Name).Take(Most).Select(team => new Choice(team.Id, team.Name)).ToListAsync(cancel),
            await db.Labels.AsNoTracking().OrderBy(label => label.Name).Take(Most).ToListAsync(cancel),
            await db.Inboxes.OrderBy(inbox => inbox.Name).Take(Most).Select(inbox => new Choice(inbox.Id, inbox.Name)).ToListAsync(cancel));
    }
}
