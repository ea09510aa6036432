using System.Text;
using Ting.Cli.Measuring;

namespace Ting.Cli.Tests.Measuring;

public sealed class CsvTableTests : MeasureRun
{
    [Theory]
    [InlineData("score\n5\nsix\n", "row 3, column score: \"six\" is no whole number from 1 to 5.")]
    [InlineData("score\n5\n\n9\n", "row 4, column score: \"9\" is no whole number from 1 to 5.")]
    [InlineData("score,team\n5,a\n4\n", "row 3: 1 cells, but the header has 2.")]
    [InlineData("points\n5\n", "there is no column \"score\"; there are points.")]
    [InlineData("score,Score\n5,5\n", "column \"score\" is there twice.")]
    [InlineData("", "there is nothing in it")]
    [InlineData("score\n", "no rows below the header")]
    [InlineData("score\n\n  \n", "no rows below the header")]
    [InlineData("score,team\n5,\"a\n", "a quotation mark")]
    public async Task What_is_wrong_is_said_on_one_line_with_row_and_column(string text, string expected)
    {
        var refused = await RefusedAsync("csat", Write("scores.csv", text));

        Assert.Contains("scores.csv", refused, StringComparison.Ordinal);
        Assert.Contains(expected, refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_said_as_well()
    {
        Assert.Contains("Nobody answered", await RefusedAsync("nps", Csv("score", ".", "NA")), StringComparison.Ordinal);
        Assert.Contains("sum of the values", await RefusedAsync("pareto", Csv("customer,value", "a,-1", "b,1")), StringComparison.Ordinal);
        Assert.Contains("there is no such file", await RefusedAsync("nps", "/nowhere/at-all.csv"), StringComparison.Ordinal);
        Assert.Contains("no number", await RefusedAsync("pareto", Csv("customer,value", "a,NaN")), StringComparison.Ordinal);
        Assert.Contains("2026-13-01", await RefusedAsync("rfm", Csv("customer,date,amount", "a,2026-13-01,5")), StringComparison.Ordinal);
    }

    [Fact]
    public void Commas_semicolons_and_tabs_quotes_and_a_byte_order_mark_are_read()
    {
        foreach (var separator in (char[])[',', ';', '\t'])
        {
            var table = Read($"\ufeffName{separator}Score\r\n\"Lee{separator} \"\"Jo\"\"\"{separator} 5 \r\n李{separator}4\r\n");

            Assert.Equal(["Name", "Score"], table.Header);
            Assert.Equal((2, $"Lee{separator} \"Jo\"", 5.0), (table.Count, table.Text(0, table.Column("name")), table.Number(0, table.Column("SCORE"))));
        }
    }

    [Fact]
    public void A_quoted_cell_over_two_lines_is_one_row()
    {
        var table = Read("name,score\n\"a\nb\",5\nc,x\n");

        Assert.Equal("x.csv, row 3, column score: \"x\" is no number.", Assert.Throws<CommandException>(() => table.Number(1, 1)).Message);
    }

    [Fact]
    public void What_is_not_UTF8_is_refused() =>
        Assert.Contains("not UTF-8", Assert.Throws<CommandException>(() => CsvTable.Read(new MemoryStream([.. "score\n"u8, 0xff, 0xfe]), "x.csv")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("servqual", "E1")]
    [InlineData("kano", "must-be")]
    [InlineData("csat", "--by")]
    [InlineData("nps", "--svg")]
    [InlineData("ces", "--json")]
    [InlineData("response", "--answer")]
    [InlineData("impression", "stranger")]
    [InlineData("alpha", "--reverse")]
    [InlineData("kappa", "--weights")]
    [InlineData("krippendorff", "ordinal")]
    [InlineData("ac1", "--categories")]
    [InlineData("pareto", "Gini")]
    [InlineData("rfm", "--nested")]
    [InlineData("clv", "--retention")]
    [InlineData("bgnbd", "--ahead")]
    [InlineData("erlang", "--patience")]
    [InlineData("correlate", "--lags")]
    public async Task Help_says_what_the_file_holds(string verb, string word)
    {
        var help = await TextAsync(verb, "--help");

        Assert.Contains("FILE", help, StringComparison.Ordinal);
        Assert.Contains(word, help, StringComparison.Ordinal);
    }

    private static CsvTable Read(string text) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv");
}
