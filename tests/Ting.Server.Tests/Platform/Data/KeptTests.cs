using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Data;

public sealed class KeptTests : IAsyncDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public async Task What_is_kept_is_read_once_until_a_save_changes_it()
    {
        var team = new Team("Night", _server.Clock.GetUtcNow());
        await using var db = _server.Database();
        db.Teams.Add(team);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var first = await RosterAsync();

        Assert.Same(first, await RosterAsync());

        team.Rename("Late");
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Late", (await RosterAsync()).NameOf(team.Id));

        db.Teams.Remove(team);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Null((await RosterAsync()).NameOf(team.Id));
    }

    [Fact]
    public async Task What_another_server_has_changed_is_seen_after_a_few_seconds()
    {
        var team = new Team("Night", _server.Clock.GetUtcNow());
        await using var db = _server.Database();
        db.Teams.Add(team);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Night", (await RosterAsync()).NameOf(team.Id));

        await db.Teams.ExecuteUpdateAsync(set => set.SetProperty(it => it.Name, "Late"), TestContext.Current.CancellationToken);
        _server.Clock.Advance(Kept<Roster>.MostAge);

        Assert.Equal("Late", (await RosterAsync()).NameOf(team.Id));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Roster> RosterAsync() => await _server.Services.GetRequiredService<Kept<Roster>>().ReadAsync(TestContext.Current.CancellationToken);
}
