namespace Ting.Listening.Tests;

/// <summary>Whatever is written, the library answers, and what it quotes is in the text.</summary>
public sealed class RandomTextTests
{
    private static readonly string[] Pieces =
    [
        "\0", "\ud800", "\udfff", "😡", "👨‍👩‍👧", "\u202e", "שלום", "مرحبا", "﷽", "㍿", "㌔", "ｶﾞ", "e\u0301", "\r\n", "\t", "……", "!!!", "“", "”", "「", "\"", "> ", "(", "*", "~", "^",
        "我不能", "但是", "非常抱歉", "買不起", "できません", "申し訳ございません", "You must", "it's our policy", "purple is my lucky colour", "我对", "过敏", "13812345678", "a@b.c", "@", "123-", "吗？", "か。", " ", "，", "。",
    ];

    [Theory, InlineData(null), InlineData("zh"), InlineData("ja"), InlineData("en")]
    public void Any_text_is_answered_and_every_span_lies_inside(string? language)
    {
        var random = new Random(20261121);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
                random.Next(3) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Pieces[random.Next(Pieces.Length)]));
            Check(text, language);
        }
    }

    [Theory, InlineData("我不能"), InlineData("！"), InlineData("a"), InlineData("\ud83d"), InlineData("“"), InlineData("できませんか、"), InlineData("㍿")]
    public void Ten_thousand_characters_are_answered(string piece) => Check(string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length)), null);

    [Fact]
    public void The_same_text_gives_the_same_answer()
    {
        Assert.Equal(ListeningJson.Write(Listener.Read("紫色是我的幸运色，但是你们太慢了！")), ListeningJson.Write(Listener.Read("紫色是我的幸运色，但是你们太慢了！")));
        Assert.Equal(ListeningJson.Write(Coach.Review("我没办法，你自己看。")), ListeningJson.Write(Coach.Review("我没办法，你自己看。")));
    }

    private static void Check(string text, string? language)
    {
        var reading = Listener.Read(text, language);
        var review = Coach.Review(text, [text], language);

        Assert.All(reading.Evidence.Values.SelectMany(spans => spans), span => Assert.Equal(text.Substring(span.Start, span.Length), span.Text));
        Assert.All(review.Findings, finding => Assert.Equal(text.Substring(finding.Start, finding.Length), finding.Text));
        Assert.InRange(review.Score, 0, 100);
    }
}
