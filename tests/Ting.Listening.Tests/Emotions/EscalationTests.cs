namespace Ting.Listening.Tests;

public sealed class EscalationTests
{
    [Theory, Trait("req", "EMO-08")]
    [InlineData("en", "I want to speak to a manager")]
    [InlineData("en", "Can I talk to a supervisor please?")]
    [InlineData("en", "Get me someone who can actually decide something.")]
    [InlineData("en", "Put me through to your superior.")]
    [InlineData("en", "Let me talk to whoever runs this place")]
    [InlineData("en", "I'd like to escalate this.")]
    [InlineData("zh", "我要找你们经理")]
    [InlineData("zh", "让你们负责人来跟我说")]
    [InlineData("zh", "給我轉你們主管")]
    [InlineData("zh", "找个能管事的人来")]
    [InlineData("zh", "换个能做主的跟我讲")]
    [InlineData("zh", "我要升级投诉")]
    [InlineData("ja", "責任者を出してください")]
    [InlineData("ja", "上司に代わってください")]
    [InlineData("ja", "マネージャーを呼んでください")]
    [InlineData("ja", "もっと上の人と話したい")]
    [InlineData("ja", "決められる方を出してもらえますか")]
    [InlineData("ja", "SVの方につないでください")]
    public void Who_asks_for_somebody_higher_escalates(string language, string text)
    {
        var reading = Listener.Read(text, language);

        Assert.True(reading.Escalation);
        Assert.NotEmpty(reading.Evidence["escalation"]);
    }

    [Theory, Trait("req", "EMO-08")]
    [InlineData("en", "Your manager was lovely, please thank her for me.")]
    [InlineData("en", "I have an appointment with the manager at 3, which floor?")]
    [InlineData("en", "I'm the office manager, I need 20 chairs.")]
    [InlineData("en", "Do you sell a password manager?")]
    [InlineData("zh", "你们经理人真好，帮我谢谢他")]
    [InlineData("zh", "我约了张经理三点见面，在几楼")]
    [InlineData("zh", "怎么退订")]
    [InlineData("ja", "店長さんの対応がとても良かったです")]
    [InlineData("ja", "店長と三時にお約束しています。何階ですか")]
    [InlineData("ja", "解約方法を教えてください")]
    public void Praise_for_or_an_appointment_with_a_manager_does_not(string language, string text) => Assert.False(Listener.Read(text, language).Escalation);
}
