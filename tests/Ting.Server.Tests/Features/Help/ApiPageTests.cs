using System.Text.Json;
using Ting.Server.Features.Help;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Help;

public sealed class ApiPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Parameters")]
    [InlineData("ja", "パラメーター")]
    [InlineData("zh-Hans", "参数")]
    public async Task Every_call_of_the_description_can_be_read_without_a_foreign_host(string language, string word)
    {
        using var server = new TestServer();
        await server.HasDeskAsync(Cancel);
        using var browser = server.Browser(language);
        await browser.OpenAsync("/docs/api", Cancel);
        using var client = server.Client();
        using var description = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", Cancel));

        var said = description.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(it => $"{it.Name.ToUpperInvariant()} {path.Name}")).Order();
        var shown = browser.Page.QuerySelectorAll(".api section details:has(.api-m)").Select(it => $"{it.QuerySelector(".api-m")!.TextContent} {it.QuerySelector("summary code")!.TextContent}").Order();
        Assert.Equal(said, shown);
        Assert.Contains(word, browser.TextsOf(".api h3"));
        Assert.DoesNotContain(browser.Page.QuerySelectorAll("[src], link[href]"), it => (it.GetAttribute("src") ?? it.GetAttribute("href"))!.Contains("//", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_says_what_it_takes_and_every_shape_it_names_is_there()
    {
        var all = new ApiReference().All;
        var call = all.Groups.SelectMany(group => group.Calls).Single(it => it is { Method: "POST", Path: "/api/v1/conversations/{id}/messages" });

        Assert.Equal("PostMessageRequest", call.Body!.Shape);
        Assert.Contains(all.Shapes["PostMessageRequest"].Fields, field => field is { Name: "sendAt", Required: false, Type.Words: "string (date-time) | null" });
        Assert.Contains(all.Shapes["PostMessageRequest"].Fields, field => field is { Name: "text", Required: true });
        Assert.All(all.Groups.SelectMany(group => group.Calls).SelectMany(it => it.Answers).Select(it => it.Type?.Shape).OfType<string>(), shape => Assert.True(all.Shapes.ContainsKey(shape), shape));
    }
}
