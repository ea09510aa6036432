using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Files;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chat;

public sealed class CleanUpTests : IAsyncLifetime
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\x1a\n"u8, .. "abandoned"u8];

    // Files are as old as the real clock says; the test's own has to be ahead of it.
    private static readonly TimeSpan Ages = TimeSpan.FromDays(365 * 20);

    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.HasDeskAsync(Cancel);
        await _server.HasInboxAsync("chat", "window");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_upload_that_was_never_sent_goes_with_its_content_after_two_days()
    {
        using var visitor = new Visitor(_server, "window");
        await UploadedAsync(visitor, Picture);
        Assert.Single(Stored());

        _server.Clock.Advance(TimeSpan.FromHours(47));
        Assert.Equal(0, (await RunAsync()).Uploads);
        _server.Clock.Advance(Ages);
        Assert.Equal(1, (await RunAsync()).Uploads);

        await using var db = _server.Database();
        Assert.Empty(await db.Attachments.ToListAsync(Cancel));
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task What_was_sent_or_waits_to_be_sent_stays_and_so_does_content_somebody_else_has()
    {
        using var visitor = new Visitor(_server, "window");
        var (token, file) = await UploadedAsync(visitor, Picture);
        visitor.Token = token;
        await visitor.SaysAsync("看照片", new { language = "zh-Hans" }, files: [file]);
        using var other = new Visitor(_server, "window");
        await UploadedAsync(other, Picture);
        var (id, _) = await _server.HasConversationAsync("要保修卡");
        using var client = _server.Client();
        var waiting = await AgentUploadsAsync("保修卡"u8.ToArray());
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "附上保修卡", attachments = new[] { waiting }, sendAt = _server.Clock.GetUtcNow().AddDays(300) });

        _server.Clock.Advance(TimeSpan.FromDays(299));
        Assert.Equal(1, (await RunAsync()).Uploads); // the other visitor's

        await using (var db = _server.Database())
            Assert.Equal(2, await db.Attachments.CountAsync(Cancel));
        Assert.Equal(2, Stored().Length);
        _server.Clock.Advance(TimeSpan.FromDays(2));
        await _server.RunJobsAsync(Cancel);
        await using (var db = _server.Database())
            Assert.True(await db.Attachments.AnyAsync(it => it.Id == waiting && it.MessageId != null, Cancel));
    }

    [Fact]
    public async Task A_reply_taken_back_leaves_its_file_to_be_cleaned_away()
    {
        var (id, _) = await _server.HasConversationAsync("要保修卡");
        using var client = _server.Client();
        var file = await AgentUploadsAsync("保修卡"u8.ToArray());
        var held = await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "附上保修卡", attachments = new[] { file }, sendAt = _server.Clock.GetUtcNow().AddDays(30) });
        using var taken = await client.DeleteAsync($"/api/v1/conversations/{id}/scheduled/{held.Text("id")}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);

        _server.Clock.Advance(Ages);

        Assert.Equal(1, (await RunAsync()).Uploads);
    }

    [Fact]
    public async Task The_key_of_a_browser_that_stayed_away_goes_and_the_conversation_stays()
    {
        using var away = new Visitor(_server, "window");
        await away.SaysAsync("很久以前");
        _server.Clock.Advance(ChatVisitor.Forgotten - TimeSpan.FromHours(1));
        using var here = new Visitor(_server, "window");
        await here.SaysAsync("刚刚");
        Assert.Equal(0, (await RunAsync()).Sessions);

        _server.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, (await RunAsync()).Sessions);
        using var gone = await away.GetAsync("session");
        using var still = await here.GetAsync("session");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (gone.StatusCode, still.StatusCode));
        await using var db = _server.Database();
        Assert.Equal(2, await db.Messages.CountAsync(Cancel));
    }

    private Task<(int Uploads, int Sessions)> RunAsync() => _server.Services.GetRequiredService<CleanUp>().RunAsync(Cancel);

    private string[] Stored() => Directory.GetFiles(Path.Combine(_server.DataFolder, "files"), "*", SearchOption.AllDirectories);

    private static async Task<(string Token, Guid File)> UploadedAsync(Visitor visitor, byte[] content)
    {
        using var response = await visitor.UploadAsync(content, "leak.png");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (answer.Text("session")!, answer.GetProperty("file").GetProperty("id").GetGuid());
    }

    private async Task<Guid> AgentUploadsAsync(byte[] content)
    {
        await using var db = _server.Database();
        var stored = await _server.Services.GetRequiredService<FileStore>().SaveAsync(new MemoryStream(content), 1000, Cancel);
        var file = new Attachment($"agent:{TestServer.AgentId}", stored!.Value.Hash, "保修卡.txt", "text/plain", content.Length, _server.Clock.GetUtcNow());
        db.Attachments.Add(file);
        await db.SaveChangesAsync(Cancel);
        return file.Id;
    }
}
