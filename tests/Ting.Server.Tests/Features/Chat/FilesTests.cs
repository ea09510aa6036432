using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class FilesTests : IDisposable
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\x1a\n"u8, .. "not much of a picture"u8];

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_picture_sent_first_begins_the_conversation()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        var (token, file) = await UploadedAsync(visitor, Picture, "C:\\fotos\\漏水.png");
        visitor.Token = token;

        await visitor.SaysAsync("", new { language = "zh-Hans" }, files: [file.GetProperty("id").GetGuid()]);

        var message = (await visitor.SeesAsync()).GetProperty("messages")[0];
        Assert.Equal("", message.GetProperty("text").GetString());
        Assert.Equal(("漏水.png", "image/png"), (message.GetProperty("files")[0].GetProperty("name").GetString(), message.GetProperty("files")[0].GetProperty("type").GetString()));
        await using var db = _server.Database();
        Assert.Equal("漏水.png", Assert.Single(db.Conversations).Preview); // lists show what came
    }

    [Fact]
    public async Task A_link_opens_its_own_file_and_no_other()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        using var other = new Visitor(_server);
        var (_, one) = await UploadedAsync(visitor, Picture, "one.png");
        var (_, two) = await UploadedAsync(other, "%PDF-1.4 secret"u8.ToArray(), "two.pdf");
        using var anybody = _server.Client();
        var link = "/" + one.GetProperty("url").GetString();

        using var opened = await anybody.GetAsync(link, Cancel);
        using var swapped = await anybody.GetAsync(link.Replace(one.GetProperty("id").GetString()!, two.GetProperty("id").GetString(), StringComparison.Ordinal), Cancel);
        using var bare = await anybody.GetAsync(link.Split('?')[0], Cancel);

        Assert.Equal(Picture, await opened.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("nosniff", opened.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (swapped.StatusCode, bare.StatusCode));
    }

    [Theory]
    [InlineData("page.png", "<html><script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("setup.exe", "MZ\u0090")]
    [InlineData("run.txt", "\u007fELF\u0001\u0001")]
    [InlineData("archive.jar", "PK\u0003\u0004")]
    [InlineData("nothing", "plain words without an ending")]
    public async Task A_file_is_taken_for_what_it_is_not_for_what_it_is_called(string name, string content)
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server, language: "ja");

        using var response = await visitor.UploadAsync(Encoding.Latin1.GetBytes(content), name);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("形式", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);

        using var response = await visitor.UploadAsync([.. Picture, .. new byte[10_000_000]], "large.png");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_sends_a_file_that_somebody_else_has_uploaded()
    {
        await _server.HasInboxAsync("chat");
        using var owner = new Visitor(_server);
        var (_, file) = await UploadedAsync(owner, Picture, "mine.png");
        using var thief = new Visitor(_server);

        using var response = await thief.SendAsync("look", start: new { language = "en" }, files: [file.GetProperty("id").GetGuid()]);

        Assert.Equal("attachment.not_found", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("title").GetString());
        await using var db = _server.Database();
        Assert.Empty(db.Messages);
    }

    private static async Task<(string Token, JsonElement File)> UploadedAsync(Visitor visitor, byte[] content, string name)
    {
        using var response = await visitor.UploadAsync(content, name);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (answer.GetProperty("session").GetString()!, answer.GetProperty("file"));
    }
}
