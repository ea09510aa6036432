using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Readings;

public sealed class ExportCorrectionsTests : DeskTest
{
    [Fact]
    public async Task What_agents_put_right_comes_out_as_lines_to_learn_from_without_codes()
    {
        await CorrectAsync(await MessageAsync("订单 2026-0417-883 怎么还没到？"), Emotion.Anxious);
        await MessageAsync("谢谢，解决了");
        using var client = Server.Client();

        using var answer = await client.GetAsync("/api/v1/readings/corrections", Cancel);
        var line = Assert.Single((await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        var example = JsonDocument.Parse(line).RootElement;
        Assert.Equal(("zh", "订单 # 怎么还没到？", "anxious"), (example.Text("lang"), example.Text("text"), example.Text("emotion")));
    }

    [Fact]
    public async Task Who_does_not_want_to_be_read_is_not_in_it()
    {
        await CorrectAsync(await MessageAsync("怎么还没到？"), Emotion.Anxious);
        await using (var db = Server.Database())
        {
            (await db.Conversations.SingleAsync(Cancel)).HideMood(true);
            await db.SaveChangesAsync(Cancel);
        }

        using var client = Server.Client();
        Assert.Equal("", await client.GetStringAsync("/api/v1/readings/corrections", Cancel));
    }

    [Fact]
    public async Task Only_who_may_export_gets_it()
    {
        Server.Role = AgentRole.Representative;
        using var client = Server.Client();
        using var answer = await client.GetAsync("/api/v1/readings/corrections", Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<Guid> MessageAsync(string text)
    {
        var (id, _) = await Server.HasConversationAsync(text);
        await using var db = Server.Database();
        return await db.Messages.Where(it => it.ConversationId == id).Select(it => it.Id).SingleAsync(Cancel);
    }

    private async Task CorrectAsync(Guid messageId, Emotion emotion)
    {
        await using var db = Server.Database();
        (await db.Readings.SingleAsync(it => it.MessageId == messageId, Cancel)).Correct(emotion, TestServer.AgentId);
        await db.SaveChangesAsync(Cancel);
    }
}
