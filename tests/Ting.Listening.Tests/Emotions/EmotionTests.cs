namespace Ting.Listening.Tests;

public sealed class EmotionTests
{
    [Theory, Trait("req", "EMO-01")]
    [InlineData("你们就是一群骗子，太过分了！", Emotion.Angry)]
    [InlineData("跑了七趟还是办不成，真的累了", Emotion.Frustrated)]
    [InlineData("窗帘短了五厘米，和描述不符", Emotion.Dissatisfied)]
    [InlineData("会不会赶不上火车啊，好担心", Emotion.Anxious)]
    [InlineData("这个“基数”是指什么，看不懂", Emotion.Confused)]
    [InlineData("还在想要不要续，有点犹豫", Emotion.Hesitant)]
    [InlineData("请问几点开门", Emotion.Neutral)]
    [InlineData("味道很好，超值，下次回购", Emotion.Satisfied)]
    [InlineData("多亏您帮忙，太感谢了", Emotion.Grateful)]
    [InlineData("ふざけるな、この詐欺会社", Emotion.Angry)]
    [InlineData("間に合うか心配です、不安で眠れません", Emotion.Anxious)]
    [InlineData("申し込むか迷っています", Emotion.Hesitant)]
    [InlineData("おかげで助かりました、ありがとうございます", Emotion.Grateful)]
    [InlineData("You crooks, this is disgusting", Emotion.Angry)]
    [InlineData("I'm scared I'll miss my flight", Emotion.Anxious)]
    [InlineData("I don't understand this, it makes no sense to me", Emotion.Confused)]
    [InlineData("Thank you so much for staying late, I owe you one", Emotion.Grateful)]
    public void Plain_feelings_are_read(string text, Emotion emotion)
    {
        var reading = Listener.Read(text);

        Assert.Equal(emotion, reading.Emotion);
        Assert.Equal(1, reading.Emotions.Values.Sum(), 6);
        if (emotion != Emotion.Neutral)
            Assert.All(reading.Evidence["emotion"], span => Assert.Equal(text.Substring(span.Start, span.Length), span.Text));
    }

    [Theory, Trait("req", "EMO-01")]
    [InlineData("你們太過分了，騙子", "過分")]
    [InlineData("太感谢了！！！！", "感谢")]
    [InlineData("これは本当にひどい、ﾌｻﾞｹﾙﾅ、許せない", "許せない")]
    public void Evidence_is_quoted_as_it_was_written(string text, string words) =>
        Assert.Contains(Listener.Read(text).Evidence["emotion"], span => span.Text.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("我要去消协投诉你们", true)]
    [InlineData("店長を呼んでください", true)]
    [InlineData("I will call my lawyer and report you", true)]
    [InlineData("请问几点开门", false)]
    public void Threats_are_escalations(string text, bool escalation) => Assert.Equal(escalation, Listener.Read(text).Escalation);

    [Theory]
    [InlineData("卡被盗刷了，马上帮我冻结", Urgency.High)]
    [InlineData("We smell gas in the kitchen right now", Urgency.High)]
    [InlineData("急ぎません、ありがとうございました", Urgency.Low)]
    public void Danger_and_thanks_differ_in_urgency(string text, Urgency urgency) => Assert.Equal(urgency, Listener.Read(text).Urgency);

    [Fact]
    public void An_empty_text_is_neutral() => Assert.Equal(Emotion.Neutral, Listener.Read("").Emotion);
}
