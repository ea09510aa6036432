namespace Ting.Listening.Tests;

/// <summary>The four empathy exercises of the course: an answer that hears the feeling, and one that does not.</summary>
public sealed class EmpathyExerciseTests
{
    [Theory, Trait("req", "LIS-10")]
    [InlineData("让王明一个人去布置展台吧，他从来不公平分工", "我理解您觉得分工不公平，心里委屈。我今天下午三点找王明一起商量怎么分，您看好吗？")]
    [InlineData("你们态度太差了，我排了那么久，柜员说话声音又小", "排了这么久还听不清，换了我也会着急，真对不起。我到您旁边来，一项一项说给您听，好吗？")]
    [InlineData("不是每个人都喜欢音乐，这么吵就别放了！", "音乐吵到您了，真不好意思，我理解您的心情。我现在就把声音关小，您看可以吗？")]
    [InlineData("我的伞湿着也不想放外面，也不要套袋子", "我理解您担心伞会弄丢。我替您把伞擦干，放在您座位旁边，您看好吗？")]
    public void An_answer_that_hears_the_feeling_passes(string customer, string answer)
    {
        var review = Coach.Review(answer, [customer], "zh");

        Assert.NotNull(review.Empathy);
        Assert.DoesNotContain(review.Findings, finding => finding.Severity != Severity.Hint);
    }

    [Theory, Trait("req", "LIS-10")]
    [InlineData("让王明一个人去布置展台吧，他从来不公平分工", "这不是我应该做的，你们自己商量。")]
    [InlineData("你们态度太差了，我排了那么久，柜员说话声音又小", "排队的又不是您一个人，您到底想怎么样呢？")]
    [InlineData("不是每个人都喜欢音乐，这么吵就别放了！", "这是公司的规定，我没办法。")]
    [InlineData("我的伞湿着也不想放外面，也不要套袋子", "你必须把伞放外面。")]
    public void An_answer_that_does_not_is_objected_to(string customer, string answer) =>
        Assert.Contains(Coach.Review(answer, [customer], "zh").Findings, finding => finding.Severity != Severity.Hint);
}
