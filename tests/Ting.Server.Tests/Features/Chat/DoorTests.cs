using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Settings;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class DoorTests : IDisposable
{
    private const string Secret = "a secret of the shop, long enough to sign with";

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("https://shop.example", HttpStatusCode.OK)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("https://shop.example.evil.test", HttpStatusCode.Forbidden)]
    [InlineData("http://shop.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Only_the_sites_that_the_inbox_lists_may_show_its_chat(string origin, HttpStatusCode expected)
    {
        await HasShopAsync();
        using var client = _server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/widget/shop/config") { Headers = { { "Origin", origin } } };

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) && allowed.Single() == origin);
    }

    [Fact]
    public async Task A_listed_site_may_ask_first()
    {
        await HasShopAsync();
        using var client = _server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/widget/shop/messages")
        {
            Headers = { { "Origin", "https://shop.example" }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization,content-type" } },
        };

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("Authorization", response.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inbox_of_another_kind_has_no_chat()
    {
        await _server.HasInboxAsync("api");
        using var visitor = new Visitor(_server, language: "ja");

        using var response = await visitor.GetAsync("config");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("見つかりません", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_calls_too_often_is_asked_to_wait()
    {
        using var server = new TestServer { Settings = { ["Chat:PerSessionPerMinute"] = "10" } };
        await server.HasInboxAsync("chat");
        using var visitor = new Visitor(server, language: "zh-Hans");
        await visitor.SaysAsync("hello");

        HttpResponseMessage refused;
        do
            refused = await visitor.PostAsync("typing", new { on = true });
        while (refused.IsSuccessStatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("稍等", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_whom_the_shop_has_signed_in_is_known_by_account()
    {
        await HasShopAsync();
        using var phone = new Visitor(_server);
        using var desk = new Visitor(_server);

        await phone.SaysAsync("one", identity: Token(new { sub = "u-7", name = "林婉清", email = "lin@example.test", exp = In(TimeSpan.FromHours(1)) }));
        await desk.SaysAsync("two", identity: Token(new { sub = "u-7", exp = In(TimeSpan.FromHours(1)) }));

        await using var db = _server.Database();
        var person = await db.People.Include(it => it.Identities).SingleAsync(Cancel);
        Assert.Equal("林婉清", person.Name);
        Assert.Equal([("account", "shop:u-7", true), ("email", "lin@example.test", true)], person.Identities.Select(it => (it.Kind, it.Value, it.Verified)).Order());
    }

    public static TheoryData<string> BadTokens => ["expired", "endless", "unsigned", "other secret", "other algorithm", "nobody", "garbage"];

    [Theory, MemberData(nameof(BadTokens))]
    public async Task A_token_that_proves_nothing_is_refused_and_nobody_is_added(string kind)
    {
        await HasShopAsync();
        using var visitor = new Visitor(_server);
        var good = new { sub = "u-7", exp = In(TimeSpan.FromHours(1)) };
        var token = kind switch
        {
            "expired" => Token(new { sub = "u-7", exp = In(TimeSpan.FromMinutes(-5)) }),
            "endless" => Token(new { sub = "u-7" }),
            "unsigned" => Token(good, algorithm: "none", signature: ""),
            "other secret" => Token(good, secret: "another secret, also long enough to sign with"),
            "other algorithm" => Token(good, algorithm: "HS512", sign: (key, data) => HMACSHA512.HashData(key, data)),
            "nobody" => Token(new { exp = In(TimeSpan.FromHours(1)) }),
            _ => "not.a.token",
        };

        using var response = await visitor.SendAsync("hello", start: new { language = "en" }, identity: token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await using var db = _server.Database();
        Assert.Empty(await db.People.ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_launcher_fits_in_6_KB_and_the_whole_chat_in_40()
    {
        using var client = _server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/widget.js") { Headers = { { "Accept-Encoding", "gzip" } } };

        using var launcher = await client.SendAsync(request, Cancel);
        var window = await client.GetByteArrayAsync("/build/widget-window.js", Cancel);

        Assert.Equal("text/javascript", launcher.Content.Headers.ContentType!.MediaType);
        Assert.Equal("gzip", launcher.Content.Headers.ContentEncoding.Single());
        var small = (await launcher.Content.ReadAsByteArrayAsync(Cancel)).Length;
        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            await zip.WriteAsync(window, Cancel);
        Assert.InRange(small, 1, 6 * 1024);
        Assert.InRange(small + zipped.Length, 1, 40 * 1024);
    }

    [Fact]
    public async Task Other_sites_may_load_the_window_without_a_cookie_being_set()
    {
        using var client = _server.Client();

        using var window = await client.GetAsync("/build/widget-window.js", Cancel);
        using var launcher = await client.GetAsync("/widget.js", Cancel);

        Assert.Equal("*", window.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(window.Headers.Contains("Set-Cookie") || launcher.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_shop_to_try_the_chat_in_exists_in_the_demo_only()
    {
        await HasWorkspaceAsync(isDemo: false);
        using var visitor = _server.Client();
        using (var closed = await visitor.GetAsync("/demo/shop", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);

        await HasWorkspaceAsync(isDemo: true);
        _server.Clock.Advance(TimeSpan.FromMinutes(1)); // what a server knows of its workspace it knows for a while
        var page = await visitor.GetStringAsync("/demo/shop?brand=hanare", Cancel);

        Assert.Contains("data-inbox=\"hanare\"", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ja\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_no_database_can_hold_is_refused_with_a_sentence()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server, language: "ja");

        using var response = await visitor.SendAsync("a\0b");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(string.IsNullOrEmpty((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()));
    }

    private async Task HasWorkspaceAsync(bool isDemo)
    {
        await using var db = _server.Database();
        await db.Workspaces.ExecuteDeleteAsync(Cancel);
        db.Workspaces.Add(new Workspace("Shop", "en", isDemo, _server.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);
    }

    private async Task HasShopAsync()
    {
        var id = (await _server.HasInboxAsync("chat")).Id;
        await using var db = _server.Database();
        var inbox = await db.Inboxes.SingleAsync(it => it.Id == id, Cancel);
        inbox.Show("#176a5b", "https://shop.example https://www.shop.example", "[]");
        inbox.Sign(Secret);
        await db.SaveChangesAsync(Cancel);
    }

    private long In(TimeSpan time) => (_server.Clock.GetUtcNow() + time).ToUnixTimeSeconds();

    private static string Token(object claims, string algorithm = "HS256", string secret = Secret, string? signature = null, Func<byte[], byte[], byte[]>? sign = null)
    {
        var body = $"{Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" }))}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{body}.{signature ?? Part((sign ?? ((key, data) => HMACSHA256.HashData(key, data)))(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";
    }

    private static string Part(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
