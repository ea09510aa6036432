using System.Net;
using Ting.Server.Features.Cases;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

[Trait("req", "TRAP-10")]
[Trait("req", "POL-02")]
public sealed class SalesPhaseTests : DeskTest
{
    [Theory]
    [InlineData("preSale", "pre.")]
    [InlineData("inSale", "in.")]
    [InlineData("afterSale", "after.")]
    public async Task Each_phase_of_a_sale_has_duties_of_its_own_that_can_be_answered(string phase, string begins)
    {
        var (conversation, _) = await Server.HasConversationAsync("我想先问问");
        var matter = await Client.PostAsync("/api/v1/cases", new { conversationId = conversation, kind = "request", title = "咨询" });
        var (id, number) = (matter.GetProperty("id").GetGuid(), matter.GetProperty("number").GetInt64());
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/cases/{id}", new { phase }, HttpStatusCode.OK);

        using var browser = Server.Browser();
        await browser.OpenAsync($"/cases/{number}", Cancel);
        var items = browser.Page.QuerySelectorAll("#checks input[name=item]").Select(it => it.GetAttribute("value")!).Except(CaseChecklist.SevenRights).Distinct().ToList();
        Assert.Equal(3, items.Count);
        Assert.All(items, item => Assert.StartsWith(begins, item, StringComparison.Ordinal));

        foreach (var item in items)
            await Client.SendAsync(HttpMethod.Put, $"/api/v1/cases/{id}/checks/{item}", new { verdict = "met" }, HttpStatusCode.OK);
        await browser.OpenAsync($"/cases/{number}", Cancel);
        Assert.Equal(3, browser.Page.QuerySelectorAll("#checks button.on.met").Length);
    }
}
