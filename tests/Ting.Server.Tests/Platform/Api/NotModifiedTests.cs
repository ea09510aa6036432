using System.Net;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Api;

public sealed class NotModifiedTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("conversations")]
    [InlineData("people")]
    public async Task Who_has_the_newest_version_gets_no_body(string what)
    {
        await _server.HasInboxAsync();
        var (id, personId) = await _server.HasConversationAsync();
        using var client = _server.Client();
        var address = $"/api/v1/{what}/{(what == "people" ? personId : id)}";
        using var first = await client.GetAsync(address, Cancel);

        using var again = await AskAsync(client, address, first.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);

        await client.SendAsync(HttpMethod.Patch, address, what == "people" ? new { name = "林婉" } : new { subject = "漏水" }, HttpStatusCode.OK);
        using var changed = await AskAsync(client, address, first.Headers.ETag.ToString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("W/\"999\", W/\"998\"", HttpStatusCode.OK)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    public async Task Any_form_of_the_header_is_understood(string header, HttpStatusCode expected)
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();

        using var answer = await AskAsync(client, $"/api/v1/conversations/{id}", header);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_label_that_is_renamed_is_a_new_answer_and_the_tag_still_guards_a_change()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        Label label;
        await using (var db = _server.Database())
        {
            db.Labels.Add(label = new Label("急", null, _server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        using var client = _server.Client();
        var address = $"/api/v1/conversations/{id}";
        await client.SendAsync(HttpMethod.Patch, address, new { labels = new[] { "急" } }, HttpStatusCode.OK);
        using var first = await client.GetAsync(address, Cancel);
        var tag = first.Headers.ETag!.ToString();
        await using (var db = _server.Database())
        {
            db.Labels.Attach(label);
            label.Change("很急", null);
            await db.SaveChangesAsync(Cancel);
        }

        using var renamed = await AskAsync(client, address, tag);
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        await client.SendAsync(HttpMethod.Patch, address, new { subject = "漏水" }, HttpStatusCode.OK, ("If-Match", tag));
        await client.SendAsync(HttpMethod.Patch, address, new { subject = "又漏" }, HttpStatusCode.PreconditionFailed, ("If-Match", tag));
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await client.SendAsync(request, Cancel);
    }
}
