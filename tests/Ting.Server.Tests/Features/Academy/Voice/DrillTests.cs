using System.Net;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy.Voice;

/// <summary>What is special about some drills: the stressed word, one's own usual voice, tones side by side, and talks of two.</summary>
public sealed class DrillTests : DeskTest
{
    [Fact]
    [Trait("req", "VOX-07")]
    public async Task The_word_that_stood_out_is_shown_beside_the_one_that_was_to()
    {
        using var browser = Server.Browser("zh-Hans");
        var spoken = MadeSound.File(new MadeSound().Silence(0.3).Say(11, 4.5, 200, strong: 8).Silence(0.3)); // 组长说这个电话是[你]接的

        var (_, location, _) = await browser.HandInAsync("/academy/voice/stress?manner=5", spoken);
        await browser.OpenAsync(location!, Cancel);
        Assert.Equal("“你”最突出，正是你想强调的词。", browser.Page.QuerySelector("#stressed")!.TextContent.Trim());

        (_, location, _) = await browser.HandInAsync("/academy/voice/stress?manner=0", spoken);
        await browser.OpenAsync(location!, Cancel);
        Assert.Equal("最突出的是“你”，你想强调的是“组长”。", browser.Page.QuerySelector("#stressed")!.TextContent.Trim());
        Assert.Equal("你", browser.Page.QuerySelector(".vc-words .on")!.TextContent);
        Assert.Equal("组长", browser.Page.QuerySelector(".vc-words .wanted")!.TextContent);
    }

    [Fact]
    [Trait("req", "VOX-09")]
    public async Task A_line_in_another_pace_is_compared_with_ones_own_usual_voice()
    {
        using var browser = Server.Browser();
        var fast = MadeSound.File(new MadeSound().Silence(0.3).Say(12, 6, 180).Silence(0.3));
        var (_, location, _) = await browser.HandInAsync("/academy/voice/pace?line=4", fast);
        await browser.OpenAsync(location!, Cancel);
        Assert.Contains("your usual voice is needed first", browser.Page.Body!.TextContent, StringComparison.Ordinal);

        await browser.HandInAsync("/academy/voice/pace?line=0", MadeSound.File(new MadeSound().Silence(0.3).Say(12, 4, 150).Silence(0.3)));
        (_, location, _) = await browser.HandInAsync("/academy/voice/pace?line=4", fast);
        await browser.OpenAsync(location!, Cancel);

        var aims = browser.Page.QuerySelectorAll("#table-speaker tr.on");
        Assert.Equal(["Rate against your usual voice", "Pitch against your usual voice"], aims.Select(row => row.QuerySelector("th")!.FirstChild!.TextContent));
        Assert.All(aims, row => Assert.Equal("in the range", row.QuerySelector(".tag")!.TextContent));
        Assert.InRange(double.Parse(aims[0].QuerySelector("b")!.TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 35, 65); // four to six is half as much again
        Assert.InRange(double.Parse(aims[1].QuerySelector("b")!.TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 3.0, 3.3); // 150 to 180 Hz
    }

    [Fact]
    [Trait("req", "VOX-10")]
    public async Task Tones_are_laid_side_by_side_and_none_is_judged()
    {
        using var browser = Server.Browser();
        await browser.HandInAsync("/academy/voice/tone?line=1&manner=0", MadeSound.File(new MadeSound().Silence(0.2).Say(6, 4, 200).Silence(0.2)));
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await browser.HandInAsync("/academy/voice/tone?line=1&manner=9", MadeSound.File(new MadeSound().Silence(0.2).Say(6, 4, 140).Silence(0.2)));

        await browser.OpenAsync("/academy/voice/tone?line=1", Cancel);
        Assert.Equal(["cold", "warm"], browser.Page.QuerySelectorAll("main table tbody tr b").Select(name => name.TextContent));
        Assert.Equal(["140", "200"], browser.Page.QuerySelectorAll("main table tbody td[data-label=Hz]").Select(cell => cell.TextContent));
        Assert.Equal(10, browser.Page.QuerySelectorAll(".vc-choices .chip").Length);
    }

    [Fact]
    [Trait("req", "VOX-08")]
    public async Task A_talk_shows_shares_and_nearness_against_shuffled_turns_and_leaves_loud_turns_out()
    {
        var (agent, customer) = (new MadeSound(), new MadeSound());
        (double Pace, double Hertz, double Size)[] turns = [(4, 130, 0.15), (5.5, 150, 0.15), (4.4, 135, 0.15), (6, 160, 0.15), (5, 140, 0.6), (4.2, 132, 0.15), (5.8, 155, 0.15)];
        foreach (var (pace, hertz, size) in turns)
        {
            customer.Say(5, pace, hertz, size).Silence(0.3);
            agent.Until(customer).Say(5, pace, hertz * 1.5).Silence(0.3); // follows the pace, not the shouting
            customer.Until(agent);
        }

        var stereo = MadeSound.File(agent, customer);
        using var browser = Server.Browser();
        var (_, location, _) = await browser.HandInAsync("/academy/voice/call", stereo);
        await browser.OpenAsync(location!, Cancel);
        Assert.Contains("50%", browser.Page.QuerySelector("#talk")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("nearer than by chance", browser.Page.QuerySelector("#mirror tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("your answer led down", Assert.Single(browser.Page.QuerySelectorAll("#loud li")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Do not mirror upwards", browser.Page.Body!.TextContent, StringComparison.Ordinal);

        // the same as two files, and with the customer first
        var one = await ReadingAsync(location!.Split('/')[^1]);
        var two = await ReadingAsync((await Client.HandInAsync("call", MadeSound.File(agent), customer: MadeSound.File(customer))).Text("id")!);
        Assert.Equal(one.GetRawText(), two.GetRawText());
        var turned = await ReadingAsync((await Client.HandInAsync("call", MadeSound.File(customer, agent), fields: [("customerFirst", "true")])).Text("id")!);
        Assert.Equal(["customer", "agent"], turned.GetProperty("speakers").EnumerateArray().Select(speaker => speaker.Text("speaker")));
        Assert.Equal(one.GetProperty("mirroring").GetProperty("rate").GetRawText(), turned.GetProperty("mirroring").GetProperty("rate").GetRawText());

        await Client.HandInAsync("call", stereo, HttpStatusCode.BadRequest, customer: MadeSound.File(customer)); // three channels are one too many
    }

    private async Task<System.Text.Json.JsonElement> ReadingAsync(string id) => (await Client.ReadAsync($"/api/v1/voice/takes/{id}")).GetProperty("reading");
}
