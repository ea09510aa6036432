using Ting.Server.Features.Chain;

namespace Ting.Server.Tests.Features.Chain;

[Trait("req", "SPC-01")]
public sealed class ChainFileTests
{
    [Theory]
    [InlineData("2026-10, 12500", "2026-10-01", 12500)]
    [InlineData("2026-10\t12,500.75", "2026-10-01", 12500.75)]
    [InlineData("2026年10月；", null, 0)]
    [InlineData("2026年10月,-3.5", "2026-10-01", -3.5)]
    [InlineData("\"2026/10\";\"42\"", "2026-10-01", 42)]
    [InlineData("2026-10-17,7", "2026-10-17", 7)]
    [InlineData("2026-W41,7", "2026-10-05", 7)]
    [InlineData("2026-10;12,5", null, 0)]
    [InlineData("2026-13;12", null, 0)]
    [InlineData("2026-W54;12", null, 0)]
    [InlineData("2026-10;NaN", null, 0)]
    [InlineData("2026-10;1e300", null, 0)]
    public void A_line_is_a_period_and_a_number(string line, string? day, double value)
    {
        var read = ChainFile.Read(line, ChainStep.Month);

        if (day is null)
            Assert.Equal([1], read.Wrong);
        else
            Assert.Equal(new SaveChainValues.Row(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), value), Assert.Single(read.Rows));
    }

    [Fact]
    public void A_heading_is_passed_over_and_every_wrong_line_is_named()
    {
        var read = ChainFile.Read("\uFEFFmonth,profit\r\n2026-09,1\r\n\r\nSeptember,2\r\n2026-10,x\r\n2026-11,3", ChainStep.Month);

        Assert.Equal([1.0, 3.0], read.Rows.Select(it => it.Value!.Value));
        Assert.Equal([4, 5], read.Wrong);
    }

    [Fact]
    public void A_month_is_no_week() => Assert.Equal([1], ChainFile.Read("2026-10,5", ChainStep.Week).Wrong);
}
