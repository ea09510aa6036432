using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Data;

/// <summary>Rows that are stored without being tracked.</summary>
public sealed class WholeRowsTests : IAsyncDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_stored_with_what_is_tracked_and_what_is_kept_in_memory_is_read_again()
    {
        var now = _server.Clock.GetUtcNow();
        var rows = Enumerable.Range(0, 700).Select(number => new Team($"聽 '{number}'", now.AddSeconds(number))).ToList();
        var before = await RosterAsync();
        await using (var db = _server.Database())
        {
            db.AddRows(rows);
            db.Teams.Add(new Team("Tracked", now));
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = _server.Database();
        Assert.Equal(
            rows.Select(it => (it.Id, it.Name)).OrderBy(it => it.Id),
            (await after.Teams.AsNoTracking().Where(it => it.Name != "Tracked").OrderBy(it => it.Id).ToListAsync(Cancel)).Select(it => (it.Id, it.Name)));
        Assert.Equal(1, await after.Teams.CountAsync(it => it.Name == "Tracked", Cancel));
        Assert.Null(before.NameOf(rows[3].Id));
        Assert.Equal("聽 '3'", (await RosterAsync()).NameOf(rows[3].Id));
    }

    [Fact]
    public async Task One_that_is_there_already_is_a_conflict_and_takes_the_whole_save_with_it()
    {
        var team = new Team("Night", _server.Clock.GetUtcNow());
        await using (var db = _server.Database())
        {
            db.AddRows([team]);
            await db.SaveChangesAsync(Cancel);
        }

        await using (var db = _server.Database())
        {
            db.AddRows([new Team("Day", _server.Clock.GetUtcNow()), team]);
            db.Teams.Add(new Team("Late", _server.Clock.GetUtcNow()));
            Assert.True(Attempts.IsConflict(await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel))));
        }

        await using var after = _server.Database();
        Assert.Equal(["Night"], await after.Teams.Select(it => it.Name).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Lines_of_a_save_that_failed_are_written_once_by_the_next_one_and_leave_no_gap()
    {
        var (known, now) = (new Team("Night", _server.Clock.GetUtcNow()), _server.Clock.GetUtcNow());
        await using var db = _server.Database();
        db.Teams.Add(known);
        await db.SaveChangesAsync(Cancel);
        var last = await db.Events.MaxAsync(line => (long?)line.Position, Cancel) ?? 0;

        await using var other = _server.Database();
        var twice = other.Teams.Add(known);
        other.Append(new LoggedEvent("team", known.Id, 1, "team.tried", now, "system", "{}"));
        other.Append(new LoggedEvent("team", known.Id, 2, "team.tried", now, "system", """{"a":"聽"}"""));
        await Assert.ThrowsAsync<DbUpdateException>(() => other.SaveChangesAsync(Cancel));
        twice.State = EntityState.Detached;
        await other.SaveChangesAsync(Cancel);

        await using var after = _server.Database();
        var lines = await after.Events.AsNoTracking().Where(line => line.Stream == known.Id).OrderBy(line => line.Position).ToListAsync(Cancel);
        Assert.Equal([(last + 1, 1, "{}"), (last + 2, 2, """{"a":"聽"}""")], lines.Select(line => (line.Position, line.Sequence, line.Data)));
        Assert.All(lines, line => Assert.Equal(("team", "team.tried", "system", Moment.Whole(now)), (line.StreamKind, line.Type, line.Actor, line.At)));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Roster> RosterAsync() => await _server.Services.GetRequiredService<Kept<Roster>>().ReadAsync(Cancel);
}
