namespace Ting.Listening.Tests;

public sealed class QuestionTests
{
    [Theory, Trait("req", "ASK-02")]
    [InlineData("zh", "开机的时候哪盏灯亮？", QuestionType.Targeted)]
    [InlineData("zh", "是在室内还是室外？", QuestionType.Choice)]
    [InlineData("zh", "请问您的手机号是多少？", QuestionType.Information)]
    [InlineData("zh", "您说的“怪”具体是指什么？", QuestionType.Clarifying)]
    [InlineData("zh", "给您换一台新的，这样行吗？", QuestionType.Consulting)]
    [InlineData("zh", "请问还有什么可以帮您？", QuestionType.Service)]
    [InlineData("zh", "您理想的效果是怎样的？", QuestionType.Open)]
    [InlineData("zh", "您要的是周五，对吧？", QuestionType.Closed)]
    [InlineData("en", "Which light is on when you start it?", QuestionType.Targeted)]
    [InlineData("en", "What is your order number?", QuestionType.Information)]
    [InlineData("en", "Would a replacement by Friday suit you?", QuestionType.Consulting)]
    [InlineData("en", "Is there anything else I can do?", QuestionType.Service)]
    [InlineData("en", "So it's Friday, right?", QuestionType.Closed)]
    [InlineData("ja", "ご注文番号は何番でしょうか。", QuestionType.Information)]
    [InlineData("ja", "ほかに何かございますか。", QuestionType.Service)]
    [InlineData("ja", "明日お届けしてもよろしいでしょうか。", QuestionType.Consulting)]
    public void The_last_question_has_a_type(string language, string text, QuestionType type) => Assert.Equal(type, Coach.Review(text, language: language).QuestionType);

    [Theory, InlineData("zh", "好的，我来查。"), InlineData("ja", "承知いたしました。"), InlineData("en", "Thank you.")]
    public void No_question_has_no_type(string language, string text) => Assert.Null(Coach.Review(text, language: language).QuestionType);
}
