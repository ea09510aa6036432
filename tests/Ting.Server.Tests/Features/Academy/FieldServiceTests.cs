using System.Net;
using Ting.Server.Features.Academy.FieldService;
using Ting.Server.Platform.Localisation;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>Checklists before a visit, the zones of distance, and the reference of body language.</summary>
public sealed class FieldServiceTests : DeskTest
{
    private const string Address = "/academy/field-service";

    private static readonly BodyBook Book = new();

    [Fact]
    [Trait("req", "BODY-01")]
    [Trait("req", "BODY-02")]
    [Trait("req", "BODY-03")]
    [Trait("req", "BODY-04")]
    [Trait("req", "BODY-05")]
    [Trait("req", "BODY-06")]
    [Trait("req", "BODY-07")]
    [Trait("req", "BODY-08")]
    [Trait("req", "BODY-12")]
    [Trait("req", "BODY-15")]
    [Trait("req", "TRAP-12")]
    public void The_reference_is_the_same_whole_in_every_language()
    {
        foreach (var guide in Languages.All.Select(language => Book.In(language.Code)))
        {
            Assert.Equal(Enumerable.Range(1, 8).Select(number => $"BODY-{number:00}"), guide.Aspects.Select(aspect => aspect.Rule));
            Assert.Equal([(4, 7), (4, 5), (3, 13), (3, 4), (6, 11), (1, 2), (3, 2), (5, 6)], guide.Aspects.Select(aspect => (aspect.Good.Count, aspect.Bad.Count)));
            Assert.Equal((70, true), (guide.EyesFrom, guide.EyesTo is > 70 and <= 95)); // clearly below staring
            Assert.Equal(Book.In("en").Checklists.Select(list => (list.Key, string.Join(' ', list.Items.Select(item => item.Key)))), guide.Checklists.Select(list => (list.Key, string.Join(' ', list.Items.Select(item => item.Key)))));
            Assert.Equal([("BODY-12", 10), ("BODY-15", 7)], guide.Checklists.Select(list => (list.Rule, list.Items.Count)));
            Assert.All(guide.Checklists.SelectMany(list => list.Items), item => Assert.NotEmpty(item.Text));
        }
    }

    [Fact]
    [Trait("req", "BODY-09")]
    [Trait("req", "BODY-10")]
    public async Task Distance_is_a_picture_with_a_text_and_a_table_in_the_units_of_the_language()
    {
        Assert.All(Languages.All, language =>
        {
            var zones = Book.In(language.Code).Zones;
            Assert.Equal([0, 45, 122, 370], zones.Select(zone => zone.From));
            Assert.Equal([45, 122, 370, null], zones.Select(zone => zone.To));
            Assert.Equal(4, Book.In(language.Code).DistanceRules.Count); // arm, metre, cultures, and the person
        });

        foreach (var (language, near, label) in new[] { ("en", "6–18 in (15–45 cm)", "to 4 ft"), ("zh-Hans", "15–45 厘米", "至 1.2 米"), ("ja", "15〜45 cm", "1.2 mまで") })
        {
            using var browser = Server.Browser(language);
            await browser.OpenAsync(Address, Cancel);
            var picture = browser.Page.QuerySelector(".fs-zones svg[role=img]")!;
            Assert.Equal("zones-title zones-desc", picture.GetAttribute("aria-labelledby"));
            Assert.Contains(near, picture.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(label, picture.TextContent, StringComparison.Ordinal);
            Assert.Equal(near, browser.Page.QuerySelectorAll("#zones-table tbody tr")[0].QuerySelectorAll("td")[1].TextContent);
        }
    }

    [Fact]
    [Trait("req", "BODY-12")]
    [Trait("req", "BODY-15")]
    public async Task What_is_ticked_before_a_visit_is_there_again_that_day_and_nobody_elses()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync(Address, Cancel);
        await browser.SubmitAsync("form:has(input[value=parts])", Cancel, ("ticked", "parts"), ("ticked", "tools"));
        await browser.OpenAsync(Address, Cancel);
        Assert.Equal(["tools", "parts"], browser.Page.QuerySelectorAll("input[name=ticked][checked]").Select(box => box.GetAttribute("value")!));
        Assert.Contains("2 of 7", browser.Page.QuerySelector("#checklists")!.TextContent, StringComparison.Ordinal);

        var today = Server.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/academy/checklists/{today}/visit", new { ticked = new[] { "manual" } }, HttpStatusCode.OK);
        var lists = (await Client.ReadAsync($"/api/v1/academy/checklists/{today}")).GetProperty("items");
        Assert.Equal(["manual"], lists[1].GetProperty("items").EnumerateArray().Where(item => item.GetProperty("ticked").GetBoolean()).Select(item => item.Text("key")!));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/academy/checklists/{today}/visit", new { ticked = new[] { "gold" } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/academy/checklists/{today}/party", new { ticked = Array.Empty<string>() }, HttpStatusCode.NotFound);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/academy/checklists/2020-01-01/visit", new { ticked = Array.Empty<string>() }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/academy/checklists/yesterday", null, HttpStatusCode.BadRequest);

        Server.Clock.Advance(TimeSpan.FromDays(1));
        await browser.OpenAsync(Address, Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll("input[name=ticked][checked]"));
    }

    [Fact]
    [Trait("req", "BODY-03")]
    [Trait("req", "TRAP-12")]
    public async Task The_reference_is_searched_in_the_readers_language()
    {
        foreach (var (language, word, found, range) in new[] { ("en", "ARMS", "crossed arms", "70 to about 90 %"), ("zh-Hans", "双臂", "双臂交叉", "70% 到 90%"), ("ja", "腕を組", "腕を組む", "70〜90%") })
        {
            using var browser = Server.Browser(language);
            await browser.OpenAsync($"{Address}?q={word}", Cancel);
            var table = browser.Page.QuerySelector(".fs-reference")!;
            Assert.Contains(found, table.TextContent, StringComparison.Ordinal);
            Assert.True(table.QuerySelectorAll("li").Length < 6);
            Assert.Contains(range, browser.Page.QuerySelector(".fs-eyes svg")!.GetAttribute("aria-label"), StringComparison.Ordinal);
            await browser.OpenAsync($"{Address}?q=zzzz", Cancel);
            Assert.Null(browser.Page.QuerySelector(".fs-reference"));
        }
    }
}
