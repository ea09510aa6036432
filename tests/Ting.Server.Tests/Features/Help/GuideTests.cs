using System.Net;
using AngleSharp.Html.Parser;
using Ting.Server.Features.Help;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Help;

public sealed class GuideTests : IDisposable
{
    private static readonly GuidePages Pages = new();

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> EveryPage => [.. from language in new[] { "en", "ja", "zh-Hans" } from key in GuidePages.Keys select (language, key)];

    public void Dispose() => _server.Dispose();

    [Theory, MemberData(nameof(EveryPage))]
    public void Every_page_is_there_in_every_language_and_as_long_as_in_the_others(string language, string key)
    {
        var page = Pages.Find(language, key)!;
        var body = new HtmlParser().ParseDocument(page.Html).Body!;

        Assert.NotEqual(key, page.Title);
        Assert.DoesNotContain("<h1", page.Html, StringComparison.Ordinal);
        Assert.Equal(new HtmlParser().ParseDocument(Pages.Find("en", key)!.Html).QuerySelectorAll("h2").Length, body.QuerySelectorAll("h2").Length);
        Assert.All(body.QuerySelectorAll("a:not([href='/docs/api'])"), link => Assert.NotNull(Pages.Find(language, link.GetAttribute("href")!["/guide/".Length..])));
    }

    [Fact]
    public void Nothing_but_plain_text_gets_through()
    {
        var body = new HtmlParser().ParseDocument("""<p onclick="x()">a<script>x()</script><img src=x onerror=x()><a href="javascript:x()">b</a><a href="//evil.example">c</a><a href="inbox.md">d</a></p>""").Body!;

        GuidePages.Clean(body);

        Assert.Equal("""<p>a<a>b</a><a>c</a><a href="/guide/inbox">d</a></p>""", body.InnerHtml);
    }

    [Theory]
    [InlineData("en", "The inbox")]
    [InlineData("ja", "受信箱")]
    [InlineData("zh-Hans", "收件箱")]
    public async Task A_reader_finds_the_guide_in_the_language_of_the_desk(string language, string title)
    {
        using var client = _server.Client(language);

        using var response = await client.GetAsync("/guide/inbox", Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_not_found()
    {
        using var client = _server.Client();

        using var response = await client.GetAsync("/guide/nowhere", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
