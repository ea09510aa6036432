using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Moments;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-11")]
public sealed class SolutionTests : DeskTest
{
    [Fact]
    public async Task What_the_front_line_did_is_told_with_its_cost_against_its_authority()
    {
        await HasAuthorityAsync(AgentRole.Representative, 10_000);
        Server.Role = AgentRole.Representative;

        var within = await Client.PostAsync("/api/v1/moments/solutions", new { did = "把备用机借给客户", learned = "先解决，再走流程", cost = 80.5 });
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var beyond = await Client.PostAsync("/api/v1/moments/solutions", new { did = "打车把药送到", learned = "急事先行", cost = 100.01 });

        Assert.True(within.GetProperty("withinAuthority").GetBoolean());
        Assert.False(beyond.GetProperty("withinAuthority").GetBoolean());
        Assert.Equal((80.5m, "CNY"), (within.GetProperty("cost").GetDecimal(), within.Text("currency")));
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/insights/moments/solutions", Cancel);
        Assert.Equal(["打车把药送到", "把备用机借给客户"], browser.TextsOf(".mot-sol b"));
        Assert.Contains("超出权限", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_what_was_learned_it_is_refused_and_nothing_typed_is_lost()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/solutions", Cancel);
        await browser.SubmitAsync("form:has(#did)", Cancel, ("did", "Lent a phone"), ("learned", " "), ("case", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("Lent a phone", browser.Page.QuerySelector("#did")!.TextContent);
        await browser.SubmitAsync("form:has(#did)", Cancel, ("did", "Lent a phone"), ("learned", "Keep one"), ("case", "#999"));
        Assert.NotEmpty(browser.Page.QuerySelector("#case-error")!.TextContent);
        await browser.SubmitAsync("form:has(#did)", Cancel, ("did", "Lent a phone"), ("learned", "Keep one"), ("case", ""));
        Assert.Contains("Lent a phone", browser.Text, StringComparison.Ordinal);

        await Client.PostAsync("/api/v1/moments/solutions", new { did = "a", learned = "b", cost = 1 }, HttpStatusCode.Conflict); // no budget is set
        await Client.PostAsync("/api/v1/moments/solutions", new { did = "a", learned = "b", cost = -1 }, HttpStatusCode.Conflict);
        await using var db = Server.Database();
        Assert.Equal(1, await db.UnusualSolutions.CountAsync(Cancel));
    }

    private async Task HasAuthorityAsync(AgentRole role, long most)
    {
        await using var db = Server.Database();
        var gesture = new Gesture("代金券", GestureKind.Voucher, Server.Clock.GetUtcNow());
        db.Add(gesture);
        db.Add(new GestureLimit(gesture.Id, role, most));
        db.Add(new Goodwill("CNY", 1_000_000));
        await db.SaveChangesAsync(Cancel);
    }
}
