using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Tests.Features.Routing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

/// <summary>Customers to whom waiting or writing is harder are served first when they ask; and what they are told of the queue holds when it is routed.</summary>
public sealed class AccessLaneTests : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private Inbox _door = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.HasDeskAsync(Cancel);
        _door = await _server.HasInboxAsync("chat", "door");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("req", "OMNI-06")]
    public async Task Who_asks_for_it_is_served_first_where_it_is_offered(bool offered)
    {
        await _server.RoutesAsync(_door.Id, new { strategy = "manual", offersAccess = offered });
        using var first = new Visitor(_server, "door");
        using var elder = new Visitor(_server, "door");
        await first.SaysAsync("你好，订单到哪了", new { language = "zh-Hans" });
        await elder.SaysAsync("你好，订单到哪了", new { language = "zh-Hans", access = true });

        await using var db = _server.Database();
        var queue = await db.Conversations.OrderBy(it => it.ReplyDueAt).Select(it => new { it.Number, it.AccessLane }).ToListAsync(Cancel);
        using var config = await elder.GetAsync("config");
        Assert.Equal((offered ? 2 : 1, offered), (queue[0].Number, queue[0].AccessLane));
        Assert.Contains($"\"askAccess\":{(offered ? "true" : "false")}", await config.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_in_the_queue_follows_what_routing_takes_out_of_it()
    {
        await _server.RoutesAsync(_door.Id, new { strategy = "balanced" });
        await _server.HasColleagueAtAsync("林悦", SeatState.Online, 1, Cancel);
        using var first = new Visitor(_server, "door");
        using var second = new Visitor(_server, "door");
        using var third = new Visitor(_server, "door");
        foreach (var visitor in new[] { first, second, third })
        {
            await visitor.SaysAsync("你好", new { language = "zh-Hans" });
            await _server.RunJobsAsync(Cancel);
        }

        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([null, 1, 2], [await PlaceAsync(first), await PlaceAsync(second), await PlaceAsync(third)]);

        await _server.HasColleagueAtAsync("陈立", SeatState.Online, 1, Cancel);
        await _server.RunJobsAsync(Cancel);
        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([null, null, 1], [await PlaceAsync(first), await PlaceAsync(second), await PlaceAsync(third)]);
    }

    [Fact]
    public async Task When_everybody_has_gone_the_window_says_so()
    {
        using var visitor = new Visitor(_server, "door");
        var agent = await _server.HasColleagueAtAsync("林悦", SeatState.Busy, 1, Cancel);
        Assert.True(await IsOnlineAsync(visitor));

        await _server.SitsAsync(agent.Id, SeatState.Away, 1, Cancel);
        _server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await IsOnlineAsync(visitor));
    }

    private static async Task<bool> IsOnlineAsync(Visitor visitor)
    {
        using var config = await visitor.GetAsync("config");
        return (await config.BodyAsync(System.Net.HttpStatusCode.OK)).GetProperty("online").GetBoolean();
    }

    private static async Task<int?> PlaceAsync(Visitor visitor) =>
        (await visitor.SeesAsync()).GetProperty("conversation").GetProperty("queue") is { ValueKind: System.Text.Json.JsonValueKind.Object } place ? place.GetProperty("position").GetInt32() : null;
}
