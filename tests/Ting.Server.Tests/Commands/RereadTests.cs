using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Commands;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Commands;

public sealed class RereadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_readings_are_made_anew_and_the_conversation_follows()
    {
        using var server = new TestServer();
        await server.HasInboxAsync();
        var (id, _) = await server.HasConversationAsync("太差了！我非常生气，要投诉！");
        await server.HasConversationAsync("hello", name: "Bob");
        await using (var db = server.Database())
        {
            await db.Readings.Where(it => it.ConversationId == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.ModelVersion, "old").SetProperty(it => it.Level, 2), Cancel);
            await db.Conversations.Where(it => it.Id == id).ExecuteUpdateAsync(set => set.SetProperty(it => it.LastLevel, 2).SetProperty(it => it.EmotionTrail, "2"), Cancel);
        }

        Assert.Equal(0, await Reread.RunAsync(server.Services, all: false, TextWriter.Null, Cancel));

        await using var after = server.Database();
        Assert.All(await after.Readings.ToListAsync(Cancel), it => Assert.Equal(Listener.ModelVersion, it.ModelVersion));
        var conversation = await after.Conversations.SingleAsync(it => it.Id == id, Cancel);
        var level = EmotionLevel.Of(Listener.Read("太差了！我非常生气，要投诉！", "zh").Emotion);
        Assert.Equal((level, $"{level}"), (conversation.LastLevel, conversation.EmotionTrail));
    }
}
