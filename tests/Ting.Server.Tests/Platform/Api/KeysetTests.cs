using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Api;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Api;

public sealed class KeysetTests
{
    private sealed record Row(DateTimeOffset At, Guid Id);

    [Fact]
    public void Parts_put_together_are_the_whole_list_in_order() =>
        Prop.ForAll<byte[], byte, bool>((keys, size, upward) => Holds(keys, size, upward)).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_database_sees_one_statement_for_every_place()
    {
        using var server = new TestServer();
        await server.HasInboxAsync();
        await using var db = server.Database();

        string Of(Place place) => string.Join('\n', db.Conversations.Downward(place, it => it.LastMessageAt, it => it.Id).ToQueryString().Split('\n').Where(line => !line.StartsWith("-- ", StringComparison.Ordinal) && !line.StartsWith(".param", StringComparison.Ordinal)));

        var one = Of(Place.Of(DateTimeOffset.UnixEpoch, Guid.CreateVersion7()));
        Assert.Contains("@", one, StringComparison.Ordinal);
        Assert.Equal(one, Of(Place.Of(DateTimeOffset.UnixEpoch.AddDays(3), Guid.CreateVersion7())));
    }

    private static bool Holds(byte[] keys, byte size, bool upward)
    {
        var rows = keys.Select(key => new Row(DateTimeOffset.UnixEpoch.AddDays(key % 7), Guid.CreateVersion7())).ToList(); // few days, so that many rows share one
        var most = 1 + (size % 5);
        var (read, after) = (new List<Row>(), Place.Start);
        while (true)
        {
            var part = (upward ? rows.AsQueryable().Upward(after, it => it.At, it => it.Id) : rows.AsQueryable().Downward(after, it => it.At, it => it.Id)).Take(most).ToList();
            if (part.Count == 0)
                break;
            read.AddRange(part);
            after = Place.Of(part[^1].At, part[^1].Id);
        }

        var whole = rows.OrderBy(it => it.At).ThenBy(it => it.Id).ToList();
        if (!upward)
            whole.Reverse();
        return read.SequenceEqual(whole);
    }
}
