namespace Ting.Listening.Tests;

public sealed class PromiseTests
{
    [Fact, Trait("req", "NEED-08")]
    public void A_promise_without_a_time_is_vague_and_has_no_when()
    {
        var review = Coach.Review("我改天再和你联系", language: "zh");

        Assert.Contains(review.Findings, finding => finding.Category == "vagueness");
        Assert.False(review.Specific);
        Assert.Null(review.Promise?.When);
    }

    [Theory, Trait("req", "NEED-08")]
    [InlineData("zh", "我今天下午5点前给您打电话。", "今天下午5点", "我")]
    [InlineData("ja", "明日の十時に担当の久保からお電話いたします。", "明日の十時", "担当の")]
    [InlineData("en", "I will call you by Friday noon.", "Friday noon", "I")]
    public void A_promise_says_who_and_when(string language, string text, string when, string owner)
    {
        var promise = Coach.Review(text, language: language).Promise;

        Assert.NotNull(promise);
        Assert.Contains(when.Split(' ')[0], promise.When, StringComparison.Ordinal);
        Assert.Equal(owner, promise.Owner);
        Assert.True(Coach.Review(text, language: language).Specific);
    }

    [Theory, Trait("req", "NEED-08")]
    [InlineData("zh", "两周没有消息，是我们没有主动告诉您，抱歉。")]
    [InlineData("zh", "这两天我们无法安排上门。")]
    [InlineData("ja", "本日中に私からお送りできません。")]
    [InlineData("en", "I'm sorry, we will not be able to send it by Friday.")]
    public void What_was_not_or_cannot_be_done_is_no_promise(string language, string text) => Assert.Null(Coach.Review(text, language: language).Promise);
}
