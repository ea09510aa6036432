using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Features.PublicVoice.Feeds;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.PublicVoice;

[Trait("req", "OMNI-09")]
public sealed class PollFeedTests : DeskTest
{
    private readonly List<(string ETag, string Since)> _asked = [];
    private WebApplication _house = null!;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    public override async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _house = builder.Build();
        _house.Run(async http =>
        {
            _asked.Add((http.Request.Headers.IfNoneMatch.ToString(), http.Request.Headers.IfModifiedSince.ToString()));
            await _answer(http);
        });
        await _house.StartAsync(Cancel);
        Server.Settings["Webhooks:AllowPrivate"] = "true";
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_feed_is_fetched_at_its_interval_and_only_what_is_new_is_taken_in_and_read()
    {
        _answer = http => Feed(http, ("1", "发货太慢了，非常失望"));
        var source = await HasSourceAsync();
        await Server.RunJobsAsync(Cancel);
        var post = Assert.Single(await PostsAsync());
        Assert.Equal(("1", -1), (post.ExternalId, post.Level));

        Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Server.RunJobsAsync(Cancel);
        Assert.Single(_asked); // not time yet

        _answer = http =>
        {
            http.Response.StatusCode = http.Request.Headers.IfNoneMatch == "\"v1\"" ? 304 : 500;
            return Task.CompletedTask;
        };
        Server.Clock.Advance(TimeSpan.FromMinutes(6));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(("\"v1\"", "Tue, 31 Mar 2026 00:00:00 GMT"), _asked[^1]);
        Assert.Null((await SourceAsync(source)).Problem);

        _answer = http => Feed(http, ("1", "发货太慢了，非常失望"), ("2", "谢谢，处理得很好"));
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(["1", "2"], (await PostsAsync()).Select(it => it.ExternalId).Order());
        Assert.All(await PostsAsync(), it => Assert.NotNull(it.ReadAt));
    }

    [Fact]
    public async Task Trouble_is_said_in_words_and_tried_again_later_each_time()
    {
        _answer = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var source = await HasSourceAsync();
        await Server.RunJobsAsync(Cancel);
        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal((2, "feed.status", 503), (await SourceAsync(source)) is var it ? (it.Failures, it.Problem, it.ProblemStatus) : default);
        Server.Clock.Advance(TimeSpan.FromMinutes(20));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(2, _asked.Count); // twice the interval

        using var browser = Server.Browser("ja");
        await browser.OpenAsync("/insights/public-voice/sources", Cancel);
        Assert.Contains("フィードがエラーを返しました（503）", browser.Text, StringComparison.Ordinal);

        _answer = http => Feed(http, ("1", "ok"));
        Server.Clock.Advance(TimeSpan.FromMinutes(20));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal((0, (string?)null), (await SourceAsync(source)) is var well ? (well.Failures, well.Problem) : default);
    }

    [Fact]
    public async Task What_is_too_large_packed_or_not_broken_or_leads_in_circles_is_not_taken()
    {
        Assert.Equal("feed.too_large", await ProblemAsync(http => http.Response.WriteAsync(new string(' ', FeedClient.MostBytes + 1))));
        Assert.Equal("feed.too_large", await ProblemAsync(async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(http.Response.Body, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true);
            await packed.WriteAsync(new byte[8 * 1024 * 1024], Cancel);
        }));
        Assert.Equal("feed.unreadable", await ProblemAsync(http => http.Response.WriteAsync("<!DOCTYPE rss><rss/>")));
        Assert.Equal("feed.redirections", await ProblemAsync(http =>
        {
            http.Response.Redirect("/again");
            return Task.CompletedTask;
        }));
        Assert.Equal("feed.address", await ProblemAsync(http =>
        {
            http.Response.Redirect("ftp://example.com/feed");
            return Task.CompletedTask;
        }));
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task A_redirection_is_followed_and_a_wait_that_is_asked_for_is_kept()
    {
        _answer = http => http.Request.Path == "/moved" ? Feed(http, ("1", "ok")) : Redirect(http);
        await HasSourceAsync();
        await Server.RunJobsAsync(Cancel);
        Assert.Single(await PostsAsync());

        _answer = http =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        await Server.RunJobsAsync(Cancel);
        var before = _asked.Count;
        Server.Clock.Advance(TimeSpan.FromMinutes(100));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(before, _asked.Count);

        static Task Redirect(HttpContext http)
        {
            http.Response.Redirect("/moved", permanent: true);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_source_that_was_changed_is_fetched_in_one_round_only_and_a_removed_one_no_more()
    {
        _answer = http => Feed(http, ("1", "ok"));
        var source = await HasSourceAsync();
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/public-sources/{source}", Body("B", Address), HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/public-sources/{source}", Body("C", Address), HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Single(_asked);
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(2, _asked.Count);

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/public-sources/{source}", null, HttpStatusCode.NoContent);
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(2, _asked.Count);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task Our_own_network_is_not_fetched_from()
    {
        using var server = new TestServer();
        await server.HasDeskAsync(Cancel);
        using var client = server.Client();
        foreach (var address in (string[])["http://example.com/feed", "https://127.0.0.1/feed", "https://localhost/feed", "https://169.254.169.254/latest", "https://[::1]/", "file:///etc/passwd", "https://user:secret@example.com/", "nothing"])
            await client.PostAsync("/api/v1/public-sources", new { name = "A", kind = "forum", feed = address }, HttpStatusCode.BadRequest);

        using var feeds = new FeedClient(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), server.Clock);
        var own = Dns.GetHostName(); // a name that one cannot see through
        if ((await Dns.GetHostAddressesAsync(own, Cancel)).All(address => !Ting.Server.Platform.Webhooks.PublicAddress.Is(address)))
            Assert.Equal("feed.private", (await feeds.FetchAsync($"https://{own}:9/feed", null, null, Cancel)).Problem);
    }

    private string Address => $"{_house.Urls.Single()}/feed";

    private static object Body(string name, string feed) => new { name, kind = "forum", feed, intervalMinutes = 15 };

    private async Task<Guid> HasSourceAsync() => (await Client.PostAsync("/api/v1/public-sources", Body("A", Address))).GetProperty("id").GetGuid();

    private async Task<string?> ProblemAsync(Func<HttpContext, Task> answer)
    {
        _answer = answer;
        var source = await HasSourceAsync();
        await Server.RunJobsAsync(Cancel);
        return (await SourceAsync(source)).Problem;
    }

    private async Task<PublicSource> SourceAsync(Guid id)
    {
        await using var db = Server.Database();
        return await db.PublicSources.SingleAsync(it => it.Id == id, Cancel);
    }

    private async Task<List<PublicPost>> PostsAsync()
    {
        await using var db = Server.Database();
        return await db.PublicPosts.ToListAsync(Cancel);
    }

    private static async Task Feed(HttpContext http, params (string Id, string Text)[] posts)
    {
        http.Response.Headers.ETag = "\"v1\"";
        http.Response.Headers.LastModified = "Tue, 31 Mar 2026 00:00:00 GMT";
        await http.Response.WriteAsync($"<rss version='2.0'><channel>{string.Concat(posts.Select(it => $"<item><guid>{it.Id}</guid><description>{it.Text}</description><pubDate>Tue, 31 Mar 2026 10:00:00 GMT</pubDate></item>"))}</channel></rss>");
    }
}
