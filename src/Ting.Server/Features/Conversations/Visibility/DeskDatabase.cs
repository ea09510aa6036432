using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Conversations.Visibility;

/// <summary>
/// Hands out the database as whoever asks may see it. An agent whose role does not see all conversations, and a program whose key is of one team, get <see cref="SeenDb"/>;
/// jobs, programs with any other key and pages that are open to the world get all of it, for they ask in nobody's name.
/// </summary>
internal sealed class DeskDatabase(WholeDatabase whole, IDbContextFactory<SeenDb> seen, Kept<RoleBook> books, Kept<Roster> rosters, IHttpContextAccessor http) : IDbContextFactory<AppDb>
{
    /// <summary>For what has no time to ask whose sight it is: the keys that cookies are made with, the accounts themselves.</summary>
    public AppDb CreateDbContext() => whole.CreateDbContext();

    public async Task<AppDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        if (http.HttpContext is not { } request || request.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return await whole.CreateDbContextAsync(cancellationToken);
        if (request.User.KeyTeamId() is { } keyTeam)
            return (await seen.CreateDbContextAsync(cancellationToken)).For(Guid.Empty, keyTeam, unheld: false);
        if (request.User.AgentId() is not { } me)
            return await whole.CreateDbContextAsync(cancellationToken);

        // Asked anew each time: a stream that stays open for hours follows what is decided meanwhile.
        var sight = (await books.ReadAsync(cancellationToken)).SightOf(request.User.Role());
        if (sight.Sight is Sight.All)
            return await whole.CreateDbContextAsync(cancellationToken);

        var team = sight.Sight is Sight.Team ? (await rosters.ReadAsync(cancellationToken)).TeamOf(me) : null;
        return (await seen.CreateDbContextAsync(cancellationToken)).For(me, team, sight.Sight is Sight.Team && sight.Unheld);
    }
}
