using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Academy.FieldService;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Live;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>A team makes its own table of positive and negative body language over the eight aspects.</summary>
[Trait("req", "BODY-16")]
public sealed class BodyTableTests : DeskTest
{
    private const string Address = "/academy/body-table";

    private FillBodyTable.Handler Filling => Server.Services.CreateScope().ServiceProvider.GetRequiredService<FillBodyTable.Handler>();

    [Fact]
    public async Task The_table_has_the_eight_aspects_with_two_sides_and_the_reference_beside()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync(Address, Cancel);

        Assert.Equal(["BODY-01", "BODY-02", "BODY-03", "BODY-04", "BODY-05", "BODY-06", "BODY-07", "BODY-08"], browser.Page.QuerySelectorAll("#table tbody tr").Select(row => row.Id!));
        Assert.All(browser.Page.QuerySelectorAll("#table tbody tr"), row => Assert.Equal(2, row.QuerySelectorAll("td").Length));
        Assert.All(browser.Page.QuerySelectorAll("#table details"), known => Assert.NotEmpty(known.QuerySelectorAll("li")));
    }

    [Fact]
    public async Task Colleagues_of_a_team_fill_it_together_and_hear_of_each_line()
    {
        var mel = await Server.HasColleagueAsync("Mel", Cancel);
        using var browser = Server.Browser();
        await browser.OpenAsync(Address, Cancel);
        var live = Server.Services.GetRequiredService<LiveFeed>();
        var topic = browser.Page.QuerySelector("#table")!.GetAttribute("data-live-topic")!;
        var before = live.Position;

        await browser.SubmitAsync("#add", Cancel, ("aspect", "BODY-01"), ("good", "true"), ("text", "Looks up when somebody comes in"));
        Assert.Equal([topic], live.ChangedSince(before, [topic]));
        Assert.False((await Filling.AddAsync(mel.Id, new("BODY-01", false, "Talks to the screen"), Cancel)).IsRefused(out _, out _));

        await browser.OpenAsync(Address, Cancel);
        var cells = browser.Page.QuerySelectorAll("#BODY-01 td");
        Assert.Contains("Looks up when somebody comes in", cells[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Talks to the screen", cells[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Mel", cells[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(cells[0].QuerySelector("form")); // one's own can be taken out, another's not
        Assert.Null(cells[1].QuerySelector("form"));
        await browser.SubmitAsync("#BODY-01 td form", Cancel);
        Assert.DoesNotContain("Looks up", browser.Page.QuerySelector("#BODY-01")!.QuerySelectorAll("td")[0].TextContent, StringComparison.Ordinal);
        var theirs = Assert.Single((await Filling.ReadAsync(mel.Id, Cancel)).Lines);
        Assert.True((await Filling.RemoveAsync(TestServer.AgentId, theirs.Id, Cancel)).IsRefused(out _, out _));
    }

    [Fact]
    public async Task Another_team_has_a_table_of_its_own()
    {
        var mel = await Server.HasColleagueAsync("Mel", Cancel);
        await using (var db = Server.Database())
        {
            var team = new Team("Harbour", Server.Clock.GetUtcNow());
            db.Teams.Add(team);
            (await db.Agents.SingleAsync(it => it.Id == mel.Id, Cancel)).Change(mel.Name, mel.Role, mel.Language, team.Id);
            await db.SaveChangesAsync(Cancel);
        }

        Assert.False((await Filling.AddAsync(mel.Id, new("BODY-03", true, "Open palms"), Cancel)).IsRefused(out _, out _));

        Assert.Empty((await Filling.ReadAsync(TestServer.AgentId, Cancel)).Lines);
        Assert.Equal("Harbour", (await Filling.ReadAsync(mel.Id, Cancel)).Team);
    }

    [Theory]
    [InlineData("BODY-99", "Fine", "aspect")]
    [InlineData("BODY-01", "  ", "text")]
    public async Task What_is_wrong_is_said_where_it_is(string aspect, string text, string field)
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/academy/body-table", new { aspect, good = true, text }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }
}
