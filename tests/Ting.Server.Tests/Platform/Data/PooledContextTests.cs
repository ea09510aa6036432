using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Data;

public sealed class PooledContextTests : IAsyncDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public async Task A_context_that_comes_back_knows_nothing_of_its_last_use()
    {
        var first = await UsedAsync();
        List<AppDb> taken = [_server.Database()];
        while (taken[^1] != first && taken.Count < 100) // the pool gives first what came back first, and the server's own jobs take from it too
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            taken.Add(_server.Database());
        }

        await using var again = taken[^1];
        foreach (var other in taken.SkipLast(1))
            await other.DisposeAsync();
        Assert.Same(first, again);
        Assert.Empty(again.ChangeTracker.Entries());
        Assert.Empty(again.Waiting);
        Assert.Equal(0, await again.Teams.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_at_once_than_the_pool_holds_all_answer_and_do_not_stay_open()
    {
        const int AtOnce = DataSetup.MostIdle * 3;
        var connections = _server.Services.GetRequiredService<OpenConnections>();
        for (var round = 0; round < 5; round++)
        {
            using var together = new Barrier(AtOnce);
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Factory.StartNew(async () =>
            {
                await using var db = _server.Database();
                together.SignalAndWait();
                Assert.Equal(0, await db.Conversations.CountAsync());
            }, TaskCreationOptions.LongRunning).Unwrap()));
        }

        Assert.InRange(connections.Count, 0, DataSetup.MostIdle);
    }

    [Fact]
    public async Task One_question_can_be_asked_again_while_its_answer_is_read()
    {
        await using var db = _server.Database();
        if (db.Database.IsNpgsql())
            return; // its connections carry one answer at a time, as EF says

        db.Teams.AddRange(new Team("a", _server.Clock.GetUtcNow()), new Team("b", _server.Clock.GetUtcNow()));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        var pairs = new List<string>();
        await foreach (var outer in Names(db).AsAsyncEnumerable())
            await foreach (var inner in Names(db).AsAsyncEnumerable())
                pairs.Add(outer + inner);

        Assert.Equal(["aa", "ab", "ba", "bb"], pairs);

        static IQueryable<string> Names(AppDb db) => db.Teams.OrderBy(team => team.Name).Select(team => team.Name);
    }

    [Fact]
    public async Task Values_go_where_their_names_say_also_in_another_order()
    {
        await using var db = _server.Database();

        Assert.Equal("xy", await Ask(("a", "x"), ("b", "y")));
        Assert.Equal("xy", await Ask(("b", "y"), ("a", "x")));
        Assert.Equal("pq", await Ask(("a", "p"), ("b", "q")));

        Task<string> Ask(params (string Name, string Value)[] values) => db.Database.SqlQueryRaw<string>("SELECT CAST(@a AS TEXT) || CAST(@b AS TEXT) AS \"Value\"",
            [.. values.Select(object (it) => db.Database.IsNpgsql() ? new NpgsqlParameter(it.Name, it.Value) : new SqliteParameter("@" + it.Name, it.Value))]).SingleAsync();
    }

    [Fact]
    public async Task More_questions_than_a_connection_keeps_ready_are_all_answered_and_again()
    {
        await using var db = _server.Database();
        for (var round = 0; round < 2; round++)
            for (var number = 0; number < 120; number++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"SELECT {number} AS \"Value\"");
                Assert.Equal(number, await db.Database.SqlQueryRaw<int>(text).SingleAsync(TestContext.Current.CancellationToken));
            }
    }

    [Fact]
    public async Task What_a_context_has_saved_it_reads_and_the_next_one_too()
    {
        await using (var db = _server.Database())
        {
            Assert.False(await db.Teams.AnyAsync(TestContext.Current.CancellationToken));
            db.Teams.Add(new Team("Night", _server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            Assert.True(await db.Teams.AnyAsync(TestContext.Current.CancellationToken));
        }

        await using var next = _server.Database();
        Assert.True(await next.Teams.AnyAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<AppDb> UsedAsync()
    {
        await using var db = _server.Database();
        db.Teams.Add(new Team("Never saved", _server.Clock.GetUtcNow()));
        db.AddNumbered(new Unsaved());
        return db;
    }

    private sealed class Unsaved : INumbered
    {
        public string CounterName => "never";

        public void Numbered(long number) => throw new NotSupportedException();
    }
}
