using System.Net;
using Ting.Server.Features.ServiceLevels;
using Ting.Server.Tests.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.ServiceLevels;

public sealed class ServiceLevelPagesTests : DeskTest
{
    [Fact]
    public async Task A_level_is_written_as_a_table_of_priorities_and_targets()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/service-levels/new", Cancel);

        await browser.SubmitAsync("form.form", Cancel, [("Input.Name", "Everybody"), ("Input.Hours", "Always"), ("Input.WarnAt", "80"), ("Input.PausesForCustomer", "true"),
            .. Table((6, "30"), (8, "1h30m"), (9, "15 min")), ("warned", TestServer.AgentId.ToString())]);

        Assert.Equal("/settings/service-levels?done=added", browser.Led);
        Assert.Equal(["15 min", "–", "–"], Cells(browser, 0));
        Assert.Equal(["30 min", "–", "1 h 30 min"], Cells(browser, 1));
        using var client = Server.Client();
        var level = Assert.Single((await client.ReadAsync("/api/v1/service-levels")).Items());
        Assert.Equal(("always", 80, false, TestServer.AgentId), (level.Text("hours"), level.GetProperty("warnAt").GetInt32(), level.GetProperty("pausesSnoozed").GetBoolean(), level.GetProperty("warned")[0].GetGuid()));
    }

    [Fact]
    public async Task What_a_level_leaves_empty_is_shown_with_where_it_comes_from()
    {
        await Server.HasLevelAsync(new { name = "Everybody", targets = TimedDesk.Targets(first: 30, resolution: 480) });
        var diamond = await Server.HasLevelAsync(new { name = "Diamonds", tier = "diamond", targets = TimedDesk.Targets(first: 5) });
        using var browser = Server.Browser();

        await browser.OpenAsync("/settings/service-levels", Cancel);

        Assert.Equal("from Everybody", browser.Page.QuerySelectorAll(".slm")[1].QuerySelector(".inh[title]")!.GetAttribute("title"));
        await browser.OpenAsync($"/settings/service-levels/{diamond.Text("id")}", Cancel);
        Assert.Equal("5m", browser.Page.QuerySelector("[name='Input.Targets[3]']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_length_that_cannot_be_read_is_refused_and_nothing_typed_is_lost()
    {
        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/settings/service-levels/new", Cancel);

        await browser.SubmitAsync("form.form", Cancel, [("Input.Name", "全員"), .. Table((3, "すぐ"))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(("全員", "すぐ"), (browser.Page.QuerySelector("#name")!.GetAttribute("value"), browser.Page.QuerySelector("[name='Input.Targets[3]']")!.GetAttribute("value")));
    }

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("90", 90)]
    [InlineData("4h", 240)]
    [InlineData("1h30m", 90)]
    [InlineData("1.5h", 90)]
    [InlineData("2 小时 5 分钟", 125)]
    [InlineData("1時間30分", 90)]
    [InlineData("0", null)]
    [InlineData("m", null)]
    [InlineData("2d", null)]
    [InlineData("-5", null)]
    public void Lengths_are_read_as_people_write_them(string typed, int? minutes) => Assert.Equal(minutes, AllowanceWords.Read(typed));

    // A browser posts every field of the table.
    private static IEnumerable<(string, string)> Table(params (int Place, string Text)[] typed) =>
        Enumerable.Range(0, 12).Select(place => ($"Input.Targets[{place}]", typed.FirstOrDefault(it => it.Place == place).Text ?? ""));

    private static IEnumerable<string> Cells(Browser browser, int row) => browser.Page.QuerySelectorAll(".slm tbody tr")[row].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim());
}
