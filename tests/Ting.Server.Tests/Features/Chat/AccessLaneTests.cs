using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Staffing;
using Ting.Server.Tests.Features.Routing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

/// <summary>Customers to whom waiting or writing is harder are served first when they ask; and what they are told of the queue holds when it is routed.</summary>
public sealed class AccessLaneTests : DeskTest
{
    private Inbox _door = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _door = await Server.HasInboxAsync("chat", "door");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("req", "OMNI-06")]
    public async Task Who_asks_for_it_is_served_first_where_it_is_offered(bool offered)
    {
        await Server.RoutesAsync(_door.Id, new { strategy = "manual", offersAccess = offered });
        using var first = new Visitor(Server, "door");
        using var elder = new Visitor(Server, "door");
        await first.SaysAsync("你好，订单到哪了", new { language = "zh-Hans" });
        await elder.SaysAsync("你好，订单到哪了", new { language = "zh-Hans", access = true });

        await using var db = Server.Database();
        var queue = await db.Conversations.OrderBy(it => it.ReplyDueAt).Select(it => new { it.Number, it.AccessLane }).ToListAsync(Cancel);
        using var config = await elder.GetAsync("config");
        Assert.Equal((offered ? 2 : 1, offered), (queue[0].Number, queue[0].AccessLane));
        Assert.Contains($"\"askAccess\":{(offered ? "true" : "false")}", await config.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_in_the_queue_follows_what_routing_takes_out_of_it()
    {
        await Server.RoutesAsync(_door.Id, new { strategy = "balanced" });
        await Server.HasColleagueAtAsync("林悦", SeatState.Online, 1, Cancel);
        using var first = new Visitor(Server, "door");
        using var second = new Visitor(Server, "door");
        using var third = new Visitor(Server, "door");
        foreach (var visitor in new[] { first, second, third })
        {
            await visitor.SaysAsync("你好", new { language = "zh-Hans" });
            await Server.RunJobsAsync(Cancel);
        }

        Server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([null, 1, 2], [await PlaceAsync(first), await PlaceAsync(second), await PlaceAsync(third)]);

        await Server.HasColleagueAtAsync("陈立", SeatState.Online, 1, Cancel);
        await Server.RunJobsAsync(Cancel);
        Server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([null, null, 1], [await PlaceAsync(first), await PlaceAsync(second), await PlaceAsync(third)]);
    }

    [Fact]
    public async Task When_everybody_has_gone_the_window_says_so()
    {
        using var visitor = new Visitor(Server, "door");
        var agent = await Server.HasColleagueAtAsync("林悦", SeatState.Busy, 1, Cancel);
        Assert.True(await IsOnlineAsync(visitor));

        await Server.SitsAsync(agent.Id, SeatState.Away, 1, Cancel);
        Server.Clock.Advance(TimeSpan.FromSeconds(5));
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
