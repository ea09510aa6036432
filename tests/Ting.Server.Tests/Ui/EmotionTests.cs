using Ting.Server.Tests.Support;
using Ting.Server.Ui;

namespace Ting.Server.Tests.Ui;

public sealed class EmotionTests
{
    [Theory]
    [InlineData(-2, "i-e-m2")]
    [InlineData(-1, "i-e-m1")]
    [InlineData(0, "i-e-0")]
    [InlineData(1, "i-e-p1")]
    [InlineData(2, "i-e-p2")]
    [InlineData(-9, "i-e-m2")]
    public async Task Every_step_has_a_shape_and_a_word(int level, string shape)
    {
        var body = await Html.OfAsync<EmotionChip>(new { Level = level, Word = "愤怒", Confidence = 0.864 });

        Assert.NotNull(body.QuerySelector($".{shape}"));
        Assert.Contains("愤怒", body.TextContent, StringComparison.Ordinal);
        Assert.Equal("0.86", body.QuerySelector("small")!.TextContent);
    }

    [Fact]
    public async Task A_chip_with_reasons_opens_them_without_script()
    {
        var body = await Html.OfAsync<EmotionChip>(new { Level = -2, Word = "Angry", ChildContent = Html.Text("because of these words") });

        Assert.Equal("Angry", body.QuerySelector("details > summary")!.TextContent);
        Assert.Equal("because of these words", body.QuerySelector("details > .pop")!.TextContent);
    }

    [Theory]
    [InlineData("en", "Inferred")]
    [InlineData("ja", "推測")]
    [InlineData("zh-Hans", "推断")]
    public async Task The_source_of_a_fact_is_said_aloud_in_the_readers_language(string language, string name)
    {
        var glyph = (await Html.OfAsync<SourceGlyph>(new { Source = Source.Heart }, language)).QuerySelector("i")!;

        Assert.Equal("img", glyph.GetAttribute("role"));
        Assert.Equal(name, glyph.GetAttribute("aria-label"));
    }
}
