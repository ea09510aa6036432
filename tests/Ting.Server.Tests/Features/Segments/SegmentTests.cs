using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Segments;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Fields;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Segments;

[Trait("req", "CRM-06"), Trait("req", "PERS-01")]
public sealed class SegmentTests : FieldedDesk
{
    private static readonly string[] NoSegments =
    [
        """{"name":"","conditions":[{"field":"tier","operator":"is","values":["gold"]}]}""",
        """{"name":"A","conditions":[]}""",
        """{"name":"A","conditions":null}""",
        """{"name":"A","conditions":[null]}""",
        """{"name":"A","conditions":[{"field":"tier","operator":"is","values":[]}]}""",
        """{"name":"A","conditions":[{"field":"tier","operator":"is","values":null}]}""",
        """{"name":"A","conditions":[{"field":"tier","operator":"is","values":[null]}]}""",
        """{"name":"A","conditions":[{"field":"tier","operator":"is","values":["platinum"]}]}""",
        """{"name":"A","conditions":[{"field":"tier","operator":"atLeast","values":["gold"]}]}""",
        """{"name":"A","conditions":[{"field":"lastContact","operator":"atLeast","values":["-1"]}]}""",
        """{"name":"A","conditions":[{"field":"lastContact","operator":"atLeast","values":["40000"]}]}""",
        """{"name":"A","conditions":[{"field":"lastScore","operator":"atLeast","values":["6"]}]}""",
        """{"name":"A","conditions":[{"field":"label","operator":"is","values":["no-id"]}]}""",
        """{"name":"A","conditions":[{"field":"fact","operator":"is","values":["x"],"key":"nothing"}]}""",
        """{"name":"A","conditions":[{"field":"own","operator":"known","values":[],"key":"0198c0de-0000-7000-8000-00000000000a"}]}""",
        """{"name":"A","conditions":[{"field":99,"operator":"is","values":["x"]}]}""",
        """{"name":"A","match":7,"conditions":[{"field":"tier","operator":"is","values":["gold"]}]}""",
        """{"name":"A","colour":"plaid","conditions":[{"field":"tier","operator":"is","values":["gold"]}]}""",
    ];

    [Fact]
    public async Task Who_belongs_follows_what_is_known_and_how_to_serve_them_stands_beside_the_conversation()
    {
        await HasShoeAsync();
        var (_, person) = await Server.HasConversationAsync(name: "林婉清", email: "lin@example.test");
        var shoe = (await Client.ReadAsync("/api/v1/fields")).GetProperty("fields")[0].Text("id");
        var segment = await HasSegmentAsync("大脚客户", "先问要不要加宽款。", [If("own", "atLeast", ["44"], shoe)]);
        using var browser = Server.Browser("zh-Hans");

        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Null(browser.Page.QuerySelector("#panel-segments"));
        Assert.Empty(await SegmentsOfAsync(person));

        await WriteAsync(person, new { shoe = 45 });
        await browser.OpenAsync("/inbox/1", Cancel);
        Assert.Equal("大脚客户", browser.Page.QuerySelector("#panel-segments .tag")!.TextContent.Trim());
        Assert.Contains("先问要不要加宽款。", browser.Page.QuerySelector("#panel-segments")!.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync($"/people/{person}", Cancel);
        Assert.Contains("先问要不要加宽款。", browser.Text, StringComparison.Ordinal);
        Assert.Equal(["大脚客户"], await SegmentsOfAsync(person));
        Assert.Equal(person.ToString(), Assert.Single((await Client.ReadAsync($"/api/v1/segments/{segment}/people")).Items()).Text("id"));

        await Server.RunJobsAsync(Cancel);
        Assert.Equal(1, (await Client.ReadAsync($"/api/v1/segments/{segment}")).GetProperty("members").GetInt32());
        Assert.Contains("lin@example.test", await Client.GetStringAsync($"/api/v1/segments/{segment}/people.csv", Cancel), StringComparison.Ordinal);

        // it is counted again as the days go by, once a day
        await WriteAsync(person, new { shoe = 40 });
        Server.Clock.Advance(TimeSpan.FromHours(25));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(0, (await Client.ReadAsync($"/api/v1/segments/{segment}")).GetProperty("members").GetInt32());
        await using var db = Server.Database();
        Assert.Equal(1, await db.Set<Ting.Server.Platform.Jobs.QueuedJob>().CountAsync(it => it.Name == CountSegment.Name, Cancel));
    }

    [Fact]
    public async Task Parts_follow_one_another_to_the_end_and_a_preview_says_how_many()
    {
        for (var number = 0; number < 12; number++)
        {
            var person = await HasPersonAsync($"P{number}", $"p{number}@example.test");
            if (number % 3 == 0)
                await Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{person}", new { tier = "gold", language = "ja" }, HttpStatusCode.OK);
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var segment = await HasSegmentAsync("Gold", "", [If("tier", "is", ["gold"])]);

        var names = new List<string?>();
        string? cursor = null;
        do
        {
            var part = await Client.ReadAsync($"/api/v1/segments/{segment}/people?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            names.AddRange(part.Items().Select(it => it.Text("name")));
            cursor = part.Text("nextCursor");
        }
        while (cursor is not null);
        Assert.Equal(["P9", "P6", "P3", "P0"], names);

        var preview = await Client.PostAsync("/api/v1/segments/preview", new { match = "any", conditions = new[] { If("tier", "isNot", ["gold"]), If("language", "is", ["ja"]) } }, HttpStatusCode.OK);
        Assert.Equal((12, false, true), (preview.GetProperty("count").GetInt32(), preview.GetProperty("more").GetBoolean(), preview.GetProperty("complete").GetBoolean()));
        Assert.Equal(8, preview.GetProperty("people").GetArrayLength());

        await Client.SendAsync(HttpMethod.Get, $"/api/v1/segments/{segment}/people?cursor=nonsense", null, HttpStatusCode.BadRequest);
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/segments/{segment}?after=nonsense", Cancel);
        Assert.Contains("cursor", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_segment_is_refused()
    {
        foreach (var body in NoSegments)
            await Client.PostAsync("/api/v1/segments", body, HttpStatusCode.BadRequest);
        Assert.Equal(0, (await Client.ReadAsync("/api/v1/segments")).GetProperty("segments").GetArrayLength());
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task Who_leads_the_desk_writes_segments_and_everybody_sees_them()
    {
        Server.Role = AgentRole.Manager;
        var segment = await HasSegmentAsync("Gold", "Be quick.", [If("tier", "is", ["gold"])]);
        await Client.PostAsync("/api/v1/segments", new { name = "Gold", conditions = new[] { If("tier", "is", ["gold"]) } }, HttpStatusCode.Conflict);
        var changed = await Client.SendAsync(HttpMethod.Put, $"/api/v1/segments/{segment}", new { name = "Gold and up", strategy = "Be quick.", conditions = new[] { If("tier", "is", ["gold", "diamond"]) } }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/segments/{segment}", new { name = "Late", conditions = new[] { If("tier", "is", ["gold"]) } }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"1\""));
        Assert.Equal("Gold and up", changed.Text("name"));

        Server.Role = AgentRole.Representative;
        await Client.ReadAsync($"/api/v1/segments/{segment}/people");
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/segments/{segment}", null, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/segments/{segment}/people.csv", null, HttpStatusCode.Forbidden);
        using var browser = Server.Browser();
        await browser.OpenAsync("/people/segments", Cancel);
        Assert.Contains("Tier is Gold or Diamond", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("a[href='/people/segments/new']"));
        await browser.OpenAsync("/people/segments/new", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);

        Server.Role = AgentRole.Manager;
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/segments/{segment}", null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/segments/{segment}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_segment_is_written_condition_by_condition_with_its_people_in_view()
    {
        await HasPetsAsync();
        var person = await HasPersonAsync("佐藤 美咲");
        await WriteAsync(person, new { pets = new[] { "dog" } });
        var field = (await Client.ReadAsync("/api/v1/fields")).GetProperty("fields")[0].Text("id")!;
        using var browser = Server.Browser("ja");

        await browser.OpenAsync("/people/segments/new", Cancel);
        await browser.SubmitAsync(Form, Cancel, ("do", "add"), ("new.field", $"Own:{field}"));
        Assert.Equal("日Pets", browser.Page.QuerySelector(".seg-row legend")!.TextContent);
        await browser.SubmitAsync(Form, Cancel, ("do", "preview"), ("c0.operator", "Is"));
        Assert.Contains("まだ値のない条件があります。", browser.TextsOf(".fld-e"));
        await browser.SubmitAsync(Form, Cancel, ("do", "preview"), ("c0.operator", "Is"), ("c0.values", "dog"));
        Assert.Contains("1 人", browser.Page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("佐藤 美咲", browser.Page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync(Form, Cancel, ("do", "save"), ("name", "犬のいるお客様"), ("strategy", "お名前より先に犬の名前を。"), ("c0.operator", "Is"), ("c0.values", "dog"));

        Assert.Equal("/people/segments?done=saved", browser.Led);
        Assert.Contains("「日Pets」が「犬」", browser.Text, StringComparison.Ordinal);
    }

    private const string Form = "form:has(#name)";

    private static object If(string field, string way, string[] values, string? key = null) => new { field, @operator = way, values, key };

    private async Task<Guid> HasSegmentAsync(string name, string strategy, object[] conditions) =>
        (await Client.PostAsync("/api/v1/segments", new { name, strategy, match = "all", conditions })).GetProperty("id").GetGuid();

    private async Task<IReadOnlyList<string?>> SegmentsOfAsync(Guid person) =>
        [.. (await Client.ReadAsync($"/api/v1/people/{person}/segments")).GetProperty("segments").EnumerateArray().Select(it => it.Text("name"))];
}
