using System.Net;
using System.Text.Json;
using Ting.Listening;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Readings;

public sealed class ReadingsTests : IDisposable
{
    private readonly TestServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("你们太让人失望了，我要投诉！", null)]
    [InlineData("ありがとうございます、助かりました", "ja")]
    [InlineData("", null)]
    public async Task A_reading_over_http_is_the_engines_own(string text, string? lang)
    {
        using var client = _server.Client();

        var reading = await client.PostAsync("/api/v1/readings", new { text, lang }, HttpStatusCode.OK);

        Assert.Equal(ListeningJson.Write(Listener.Read(text, lang)), reading.GetRawText());
    }

    [Fact]
    [Trait("req", "TECH-02")]
    [Trait("req", "NEED-16")]
    public async Task A_draft_is_reviewed_with_its_context()
    {
        using var client = _server.Client();
        const string draft = "这不是我的问题，你自己看说明书。";

        var coaching = await client.PostAsync("/api/v1/coach", new { text = draft, context = new[] { "怎么用？" } }, HttpStatusCode.OK);

        Assert.Equal(ListeningJson.Write(Coach.Review(draft, ["怎么用？"])), coaching.GetRawText());
    }

    [Fact]
    public async Task A_dialogue_is_read_turn_by_turn()
    {
        using var client = _server.Client();

        var bad = await client.PostAsync("/api/v1/dialogue", new { turns = new[] { Turn("customer", "太差了！我非常生气，要投诉！"), Turn("agent", "您好"), Turn("customer", "太差了！我非常生气，要投诉！！") } }, HttpStatusCode.OK);
        var good = await client.PostAsync("/api/v1/dialogue", new { turns = new[] { Turn("customer", "请问怎么退货？"), Turn("agent", "我马上为您办理。"), Turn("customer", "太好了，非常感谢！") } }, HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, bad.GetProperty("turns")[1].ValueKind);
        Assert.Equal(1, bad.GetProperty("turns")[0].GetProperty("satisfaction").GetInt32());
        Assert.Equal(1, bad.GetProperty("repeats").GetInt32());
        Assert.Equal(3, good.GetProperty("turns")[2].GetProperty("satisfaction").GetInt32());
        Assert.True(good.GetProperty("resolved").GetBoolean());
        Assert.True(bad.GetProperty("predictedCsat").GetDouble() < 2.5);
        Assert.True(good.GetProperty("predictedCsat").GetDouble() > 3.5);
    }

    private static object Turn(string speaker, string text) => new { speaker, text };
}
