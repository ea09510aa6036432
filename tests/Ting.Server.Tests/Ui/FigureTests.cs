using System.Globalization;
using Ting.Server.Tests.Support;
using Ting.Server.Ui;

namespace Ting.Server.Tests.Ui;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0.25, RingState.Ok, "--p:25")]
    [InlineData(0.4, RingState.Over, "--p:100")]
    [InlineData(7, RingState.Warn, "--p:100")]
    public void A_ring_says_its_time_in_a_sentence_and_draws_the_share(double share, RingState state, string style)
    {
        var ring = Html.Of(Ring.Of(share, "4:12", "4 minutes left", state)).QuerySelector(".ring")!;

        Assert.Equal("4 minutes left", ring.GetAttribute("aria-label"));
        Assert.Equal(style, ring.GetAttribute("style"));
    }

    [Fact]
    public void A_sparkline_writes_its_numbers_the_same_in_every_language()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de");
        var path = Html.Of(Sparkline.Of([-2, 0.5, 2])).QuerySelector(".spark-l")!;

        Assert.DoesNotContain(',', path.GetAttribute("d")!);
    }

    [Fact]
    public async Task A_chart_carries_its_numbers_as_a_table_and_its_summary_as_a_name()
    {
        var body = await Html.OfAsync<ChartFrame>(new
        {
            Summary = "Most came at noon",
            Option = new { title = new { text = "</script><b>" } },
            Data = new ChartTable(["Hour", "Count"], [["12:00", "41"]]),
        });

        Assert.Equal("Most came at noon", body.QuerySelector(".chart-c")!.GetAttribute("aria-label"));
        Assert.Equal("12:00", body.QuerySelector("tbody th[scope=row]")!.TextContent);
        Assert.Equal("41", body.QuerySelector("tbody td")!.TextContent);
        Assert.Null(body.QuerySelector("b")); // no value can end the script element
    }

    [Fact]
    public async Task Too_few_answers_are_not_drawn()
    {
        var body = await Html.OfAsync<ChartFrame>(new { Summary = "", Option = new { }, Few = true });

        Assert.Null(body.QuerySelector("[data-controller=chart]"));
        Assert.Contains("Too few", body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_keeps_its_colour_and_shows_its_first_character()
    {
        var first = Html.Of(Avatar.Of("林婉清")).QuerySelector(".av")!;
        var again = Html.Of(Avatar.Of("林婉清 ")).QuerySelector(".av")!;

        Assert.Equal("林", first.TextContent);
        Assert.Equal(first.ClassName, again.ClassName);
        Assert.Equal("👩‍🚀", Html.Of(Avatar.Of("👩‍🚀 Ann")).QuerySelector(".av")!.TextContent);
    }

    [Fact]
    public void What_is_written_as_markup_lets_no_word_become_markup()
    {
        const string Bad = "<b>\"'&";
        var body = Html.Of(new($"{Avatar.Of(Bad, label: Bad, title: Bad)}{Glyph.Of("ear", label: Bad)}{Glyph.OfEmotion(2, label: Bad)}{Ring.Of(0.5, Bad, Bad)}{TimeAgo.Of(default, Bad, Bad, "ago", Bad)}"));

        Assert.Null(body.QuerySelector("b b, body > b"));
        Assert.Equal([Bad, Bad, Bad, Bad], body.QuerySelectorAll("[aria-label]").Select(it => it.GetAttribute("aria-label")));
        Assert.Equal(Bad, body.QuerySelector("time")!.TextContent);
    }
}
