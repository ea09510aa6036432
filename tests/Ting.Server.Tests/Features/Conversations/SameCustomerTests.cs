using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

[Trait("req", "OMNI-02")]
public sealed class SameCustomerTests : DeskTest
{
    [Fact]
    public async Task On_another_channel_the_customer_is_the_same_and_the_history_goes_on_and_channels_are_compared()
    {
        await Server.HasInboxAsync("api", "store", "zh-Hans");
        var (first, person) = await Server.HasConversationAsync("上次买的水壶漏水", email: "lin@example.test");
        await Client.PostAsync($"/api/v1/conversations/{first}/resolve", new { }, HttpStatusCode.OK);
        Server.Clock.Advance(TimeSpan.FromHours(3));
        var (second, same) = await Server.HasConversationAsync("我现在在店里", inbox: "store", email: "LIN@example.test");
        Assert.Equal(person, same);
        Assert.NotEqual(first, second);

        await using var db = Server.Database();
        var both = await db.Conversations.AsNoTracking().Where(it => it.PersonId == person).OrderBy(it => it.Number).ToListAsync(Cancel);
        Assert.Equal(2, both.Select(it => it.InboxId).Distinct().Count());
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox/{both[1].Number}", Cancel);
        Assert.Contains("上次买的水壶漏水", browser.Page.QuerySelector("#aside")!.TextContent, StringComparison.Ordinal); // what was said elsewhere stands beside

        var channels = (await Client.ReadAsync("/api/v1/reports/volume?period=7d&by=inbox")).GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(both.Select(it => it.InboxId).Order(), channels.Select(it => it.GetProperty("id").GetGuid()).Order());
    }
}
