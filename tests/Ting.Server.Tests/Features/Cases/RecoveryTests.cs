using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

[Trait("req", "CONF-04")]
[Trait("req", "SAT-04")]
public sealed partial class RecoveryTests : DeskTest
{
    [Fact, Trait("req", "SAT-05")]
    public async Task After_a_complaint_the_customer_is_asked_again_and_the_answer_stands_beside_the_first()
    {
        var (id, address) = await ClosedAsync(before: 1);
        using var customer = Server.Browser("zh-Hans");
        await customer.OpenAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.OK, customer.Status);

        await customer.SubmitAsync("form", Cancel, ("score", "5"), ("comment", "说到做到"));

        var recovery = Assert.Single((await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("recovery").EnumerateArray());
        Assert.Equal((1, 5, "说到做到"), (recovery.GetProperty("before").GetInt32(), recovery.GetProperty("score").GetInt32(), recovery.Text("comment")));
        Assert.Equal("closed", (await Client.ReadAsync($"/api/v1/cases/{id}")).CaseText("state"));
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);
        Assert.Contains("+4", browser.Page.QuerySelector("#recovery")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [Trait("req", "PROB-01")]
    public async Task Who_is_still_unhappy_has_the_case_opened_again(int score, bool opened)
    {
        var (id, address) = await ClosedAsync(before: null);
        using var customer = Server.Browser();
        await customer.OpenAsync(address, Cancel);

        await customer.SubmitAsync("form", Cancel, ("score", score.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("comment", "还是漏"));

        var matter = (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("case");
        Assert.Equal(opened ? ("new", 2) : ("closed", 1), (matter.Text("state"), matter.GetProperty("round").GetInt32()));
        if (opened)
            Assert.Contains("重新打开", customer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_round_is_asked_about_once_and_opening_the_address_changes_nothing()
    {
        var (id, address) = await ClosedAsync(before: null);
        await Server.RunJobsAsync(Cancel);
        using var customer = Server.Browser();
        await customer.OpenAsync(address, Cancel);
        await customer.OpenAsync(address, Cancel);
        await Client.PostAsync($"/api/v1/cases/{id}/reopen", new { reason = "又漏了" }, HttpStatusCode.OK);
        await Client.CloseAsync(id, skipWhy: "换了整机");
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        Assert.Equal([1, 2], await db.RecoveryRatings.OrderBy(it => it.Round).Select(it => it.Round).ToListAsync(Cancel));
        Assert.Equal(2, (await QuestionsAsync()).Count);
        Assert.All(await db.RecoveryRatings.ToListAsync(Cancel), it => Assert.Null(it.AnsweredAt));
    }

    [Fact]
    public async Task An_answer_can_be_changed_for_a_day_and_nobody_has_to_say()
    {
        var (id, address) = await ClosedAsync(before: null);
        using var customer = Server.Browser();
        await customer.OpenAsync(address, Cancel);
        await customer.SubmitAsync("form", Cancel, ("score", "9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, customer.Status);
        await customer.OpenAsync(address, Cancel);
        await customer.SubmitAsync("form", Cancel, ("declines", "true"));
        await customer.OpenAsync(address, Cancel);
        await customer.SubmitAsync("form", Cancel, ("score", "4"));
        Server.Clock.Advance(TimeSpan.FromHours(25));
        await customer.OpenAsync(address, Cancel);
        await customer.SubmitAsync("form", Cancel, ("score", "5"));

        Assert.Equal(HttpStatusCode.Conflict, customer.Status);
        Assert.Equal(4, (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("recovery")[0].GetProperty("score").GetInt32());
    }

    [Theory]
    [InlineData("/rate/again/nonsense")]
    [InlineData("/rate/again/Q2ZESjhN")]
    public async Task An_address_that_is_not_ours_is_not_found(string address)
    {
        using var customer = Server.Browser();

        await customer.OpenAsync(address, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, customer.Status);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_mere_request()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        await Client.CloseAsync(await Client.OpenCaseAsync(conversation, "request"));
        await Server.RunJobsAsync(Cancel);

        Assert.Empty(await QuestionsAsync());
    }

    private async Task<(Guid Id, string Address)> ClosedAsync(int? before)
    {
        var (conversation, _) = await Server.HasConversationAsync("净饮机又漏水了,等了三天没人来");
        if (before is { } score)
        {
            await Client.PostAsync($"/api/v1/conversations/{conversation}/resolve", new { }, HttpStatusCode.OK);
            await Server.RunJobsAsync(Cancel);
            await Client.PostAsync($"/api/v1/conversations/{conversation}/satisfaction", new { score }, HttpStatusCode.OK);
        }

        var id = await Client.OpenCaseAsync(conversation);
        await Client.CloseAsync(id, skipWhy: "当场换新");
        await Server.RunJobsAsync(Cancel);
        return (id, Address().Match((await QuestionsAsync())[^1]).Value);
    }

    private async Task<List<string>> QuestionsAsync()
    {
        await using var db = Server.Database();
        return await db.Messages.Where(it => it.Kind == MessageKind.System && it.Text.Contains("/rate/again/")).OrderBy(it => it.At).Select(it => it.Text).ToListAsync(Cancel);
    }

    [GeneratedRegex(@"/rate/again/[\w-]+")]
    private static partial Regex Address();
}
