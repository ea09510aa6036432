using Ting.Listening.Text;

namespace Ting.Listening.Tests.Text;

[Trait("req", "OMNI-09")]
public sealed class RisingWordsTests
{
    [Fact]
    public void Words_of_all_three_languages_rise_without_anybody_parting_them()
    {
        (string, string?)[] now =
        [
            .. Enumerable.Range(0, 6).Select(at => ($"预售商品又延期了{at}", (string?)"zh")), .. Enumerable.Repeat(("质量还可以", (string?)"zh"), 4),
            .. Enumerable.Repeat(("送迎バスが来ませんでした", (string?)"ja"), 6), .. Enumerable.Repeat(("お風呂がよかった", (string?)"ja"), 4),
            .. Enumerable.Repeat(("The zipper's broken, the Zipper!", (string?)"en"), 6), .. Enumerable.Repeat(("Lovely boots", (string?)"en"), 4),
        ];
        (string, string?)[] before = [.. Enumerable.Repeat(("质量还可以", (string?)"zh"), 10), .. Enumerable.Repeat(("お風呂がよかった", (string?)"ja"), 10), .. Enumerable.Repeat(("Lovely boots", (string?)"en"), 10)];

        var rising = RisingWords.Find(now, before, 20);

        Assert.Contains(rising, it => it is { Text: "zipper", Now: 6, Before: 0 });
        Assert.Contains(rising, it => it.Text == "送迎");
        Assert.Contains(rising, it => it.Text == "预售商品");
        Assert.DoesNotContain(rising, it => it.Text is "预售" or "售商品" or "质量" or "boots" or "the");
    }

    [Fact]
    public void What_may_be_chance_or_has_nothing_to_be_held_against_does_not_rise()
    {
        (string, string?)[] some = [("zipper", "en"), ("zipper", "en"), ("boots", "en"), ("lamp", "en")];
        Assert.Empty(RisingWords.Find(some, [("boots", "en")], 10)); // twice is no rise
        Assert.Empty(RisingWords.Find([.. Enumerable.Repeat(("zipper", (string?)"en"), 9)], [], 10));
        Assert.Empty(RisingWords.Find([.. Enumerable.Repeat(("zipper", (string?)"en"), 9)], [.. Enumerable.Repeat(("zipper", (string?)"en"), 3)], 10)); // as often as before
        Assert.Empty(RisingWords.Find([("\ud800 half", "en")], [("\udc00", null)], 10));
    }
}
