using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys;

[Trait("req", "SAT-07")]
public sealed class SatisfactionPredictorTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("zh-Hans", "怎么又漏水了？太差劲了！", "太好了，谢谢您！", "还是没解决，太让人失望了！")]
    [InlineData("ja", "また水漏れです。ひどいです！", "助かりました、ありがとうございます！", "まだ直っていません。本当にがっかりです！")]
    [InlineData("en", "It leaks again, this is terrible!", "That is great, thank you so much!", "Still broken. I am really disappointed!")]
    public void The_end_weighs_most(string language, string begin, string glad, string sorry)
    {
        var well = SatisfactionPredictor.Of([new(true, begin), new(false, "OK"), new(true, glad)], language);
        var badly = SatisfactionPredictor.Of([new(true, begin), new(false, "OK"), new(true, sorry)], language);

        Assert.True(well - badly > 1, $"{well} {badly}");
        Assert.InRange(well, 1, 5);
        Assert.InRange(badly, 1, 5);
    }

    [Fact]
    public void What_had_to_be_said_twice_costs()
    {
        var once = SatisfactionPredictor.Of([new(true, "请问我的退款什么时候到账"), new(false, "三天内"), new(true, "请问滤芯多久换一次")], "zh-Hans");
        var twice = SatisfactionPredictor.Of([new(true, "请问我的退款什么时候到账"), new(false, "三天内"), new(true, "请问我的退款什么时候到账")], "zh-Hans");

        Assert.True(twice < once, $"{twice} {once}");
    }

    [Fact]
    public void Without_a_word_of_the_customer_it_is_the_usual() => Assert.Equal(PredictedCsat.Usual, SatisfactionPredictor.Of([], "en"));

    [Fact]
    public async Task What_an_agent_put_right_counts_more_than_the_reading()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync("真行啊，你们可真会做事");
        await using var db = _server.Database();
        var conversation = await db.Conversations.FindAsync([id], Cancel);
        var reading = Assert.Single(db.Readings);
        reading.Correct(Emotion.Grateful, TestServer.AgentId);
        await db.SaveChangesAsync(Cancel);
        var grateful = await SatisfactionPredictor.OfAsync(db, conversation!, Cancel);
        reading.Correct(Emotion.Angry, TestServer.AgentId);
        await db.SaveChangesAsync(Cancel);
        var angry = await SatisfactionPredictor.OfAsync(db, conversation!, Cancel);

        Assert.True(grateful - angry > 2, $"{grateful} {angry}");
    }

    [Theory]
    [InlineData(3.0, 1.53, 4.47)]
    [InlineData(4.8, 3.33, 5.0)]
    [InlineData(1.2, 1.0, 2.67)]
    public void The_interval_is_the_librarys_own_and_stays_on_the_scale(double predicted, double low, double high) =>
        Assert.Equal(new CsatInterval(low, high), PredictedCsat.Around(predicted));
}
