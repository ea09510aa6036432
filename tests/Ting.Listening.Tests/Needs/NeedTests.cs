namespace Ting.Listening.Tests;

public sealed class NeedTests
{
    [Theory, Trait("req", "NEED-02")]
    [InlineData("门锁坏了，进不去", Need.Basic)]
    [InlineData("这款手表能防水吗？怎么设置闹钟？", Need.Functional)]
    [InlineData("排队太久了，店员态度也很冷", Need.Experience)]
    [InlineData("我只信你们，一直很放心", Need.Emotional)]
    [InlineData("我想定制一个刻我名字的杯子，要独一无二", Need.SelfValue)]
    [InlineData("注文した商品が届きません", Need.Basic)]
    [InlineData("この時計は防水ですか。設定方法を教えてください", Need.Functional)]
    [InlineData("店員の接客が雑で、待ち時間も長かったです", Need.Experience)]
    [InlineData("御社を信頼しています。話を聞いてもらえると安心します", Need.Emotional)]
    [InlineData("自分らしい色で名入れをお願いしたいです", Need.SelfValue)]
    [InlineData("My kettle is dead, it doesn't work", Need.Basic)]
    [InlineData("Does it sync with my phone, and is it waterproof?", Need.Functional)]
    [InlineData("The waiter was rude and the queue was endless", Need.Experience)]
    [InlineData("I trust only you, I feel safe with your team", Need.Emotional)]
    [InlineData("I want my own design engraved, something that expresses who I am", Need.SelfValue)]
    public void One_sentence_shows_each_level(string text, Need need) => Assert.Equal(need, Listener.Read(text).Need);

    [Theory, InlineData(""), InlineData("..."), InlineData("1234"), Trait("req", "NEED-02")]
    public void Without_evidence_needs_stay_open(string text)
    {
        var reading = Listener.Read(text);

        Assert.Null(reading.Need);
        Assert.Null(reading.CommunicationNeed);
        Assert.Null(reading.Motive);
    }
}
