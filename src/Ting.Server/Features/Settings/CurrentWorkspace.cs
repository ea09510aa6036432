using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Settings;

/// <summary>The workspace as nearly every request needs it, read from the database now and then only.</summary>
public sealed class CurrentWorkspace(IDbContextFactory<AppDb> database, TimeProvider clock)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    private volatile Known? _known;

    /// <returns>Null until this installation has been set up.</returns>
    public async ValueTask<Workspace?> FindAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && known.Until > now)
            return known.Workspace;

        await using var db = await database.CreateDbContextAsync(cancel);
        var workspace = await db.Workspaces.AsNoTracking().OrderBy(it => it.Id).FirstOrDefaultAsync(cancel);
        _known = workspace is null ? null : new Known(workspace, now + Moment); // absence is never remembered
        return workspace;
    }

    public void Forget() => _known = null;

    private sealed record Known(Workspace Workspace, DateTimeOffset Until);
}
