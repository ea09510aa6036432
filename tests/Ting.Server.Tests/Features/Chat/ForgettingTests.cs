using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class ForgettingTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Who_asks_to_be_forgotten_leaves_no_word_behind()
    {
        await _server.HasInboxAsync("chat");
        using var visitor = new Visitor(_server);
        using var upload = await visitor.UploadAsync("%PDF-1.4 invoice"u8.ToArray(), "invoice.pdf");
        var file = await upload.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        visitor.Token = file.GetProperty("session").GetString();
        var sent = await visitor.SaysAsync("我叫林婉清，不吃花生", new { language = "zh-Hans", name = "林婉清", email = "lin@example.test", order = "HM-1" }, files: [file.GetProperty("file").GetProperty("id").GetGuid()]);

        using var response = await visitor.ForgetAsync();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await using var db = _server.Database();
        var person = await db.People.SingleAsync(Cancel);
        Assert.NotNull(person.ErasedAt);
        Assert.Equal("", person.Name);
        Assert.Equal("", (await db.Messages.SingleAsync(Cancel)).Text);
        var conversation = await db.Conversations.SingleAsync(Cancel);
        Assert.Equal(("", null, ConversationStatus.Resolved), (conversation.Preview, conversation.Subject, conversation.Status));
        Assert.Equal(0, await db.Identities.CountAsync(Cancel) + await db.Facts.CountAsync(Cancel) + await db.Readings.CountAsync(Cancel)
            + await db.SearchDocuments.CountAsync(Cancel) + await db.Attachments.CountAsync(Cancel) + await db.ChatSessions.CountAsync(Cancel));
        Assert.DoesNotContain(await db.Events.Select(it => it.Data).ToListAsync(Cancel), data => data.Contains("林婉清", StringComparison.Ordinal) || data.Contains("lin@", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_server.DataFolder, "files"), "*", SearchOption.AllDirectories));
        using var gone = await visitor.GetAsync("session");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(1, sent.GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task A_stranger_who_was_merged_into_a_record_erases_only_what_came_from_this_browser()
    {
        await _server.HasInboxAsync("chat");
        await _server.HasInboxAsync("api", "api");
        using var visitor = new Visitor(_server);
        await visitor.SaysAsync("mine", new { language = "en", email = "shared@example.test" });
        await _server.HasConversationAsync("not mine", "api", "Owner", "shared@example.test"); // the desk's own system finds the same address

        using var response = await visitor.ForgetAsync();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await using var db = _server.Database();
        Assert.Null((await db.People.SingleAsync(Cancel)).ErasedAt);
        Assert.Equal(["", "not mine"], (await db.Messages.Select(it => it.Text).ToListAsync(Cancel)).Order());
    }

    [Fact]
    public async Task Whom_the_shop_has_proven_is_erased_altogether()
    {
        var id = (await _server.HasInboxAsync("chat")).Id;
        const string secret = "a secret of the shop, long enough to sign with";
        await using (var setup = _server.Database())
        {
            (await setup.Set<Ting.Server.Features.Inboxes.Inbox>().SingleAsync(it => it.Id == id, Cancel)).Sign(secret);
            await setup.SaveChangesAsync(Cancel);
        }

        var body = $"{Part("{\"alg\":\"HS256\"}")}.{Part($"{{\"sub\":\"u-7\",\"exp\":{_server.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}}}")}";
        var token = $"{body}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";
        using var phone = new Visitor(_server);
        using var desk = new Visitor(_server);
        await phone.SaysAsync("on the phone", identity: token);
        await desk.SaysAsync("at the desk", identity: token);

        using var response = await desk.ForgetAsync();

        await using var db = _server.Database();
        Assert.NotNull((await db.People.SingleAsync(Cancel)).ErasedAt);
        Assert.All(await db.Messages.ToListAsync(Cancel), message => Assert.Equal("", message.Text));
        using var gone = await phone.GetAsync("session");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
