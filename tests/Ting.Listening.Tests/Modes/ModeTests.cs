namespace Ting.Listening.Tests;

public sealed class ModeTests
{
    [Theory, Trait("req", "MODE-01")]
    [InlineData("直接告诉我，这款有没有货，多少钱？", Mode.Narration)]
    [InlineData("哪家不说自己好，用过的人到底怎么说？", Mode.Description)]
    [InlineData("我年纪大了，看不懂这个设置，能一步一步教我吗", Mode.Explication)]
    [InlineData("明明是你们的错，你们永远都是这样，别跟我解释了", Mode.Commentary)]
    [InlineData("Just tell me: do you have it in stock and how much is it?", Mode.Narration)]
    [InlineData("Every company says theirs is the best. What do other customers say?", Mode.Description)]
    [InlineData("I don't understand this setting, could you explain it step by step?", Mode.Explication)]
    [InlineData("You people are always the same, it's obviously your fault, no more excuses.", Mode.Commentary)]
    [InlineData("結論から教えてください。在庫はありますか、いくらですか。", Mode.Narration)]
    [InlineData("どこも自社が一番と言いますよね。実際に使った人の口コミはどうですか。", Mode.Description)]
    [InlineData("機械に弱くて操作がわかりません。一から順番に教えてもらえますか。", Mode.Explication)]
    [InlineData("どうせ言い訳でしょう。いつもそうですよね、絶対におかしい。", Mode.Commentary)]
    public void Four_openings_get_four_modes(string text, Mode mode) => Assert.Equal(mode, Listener.Read(text).Mode);

    [Theory, InlineData(""), InlineData("…"), InlineData("12345")]
    public void Without_words_there_is_no_mode(string text) => Assert.Null(Listener.Read(text).Mode);
}
