namespace Ting.Measurement.Tests.Surveys;

[Trait("req", "TRAP-01")]
[Trait("req", "LIS-13")]
public sealed class ListeningTestTests
{
    [Fact]
    public void A_perfect_listener_is_excellent_and_the_worst_very_poor()
    {
        Assert.Equal(new ListeningTest(80, ListeningBand.Excellent), ListeningTest.Of(new string('A', 20)));
        Assert.Equal(new ListeningTest(20, ListeningBand.VeryPoor), ListeningTest.Of(new string('D', 20)));
    }

    [Theory]
    [InlineData(50, ListeningBand.VeryPoor)]
    [InlineData(51, ListeningBand.Average)]
    [InlineData(69, ListeningBand.Average)]
    [InlineData(70, ListeningBand.Excellent)]
    public void The_bands_have_no_gap(int points, ListeningBand band)
    {
        // thirty points above the least are ten answers of A; the rest is made up by one B or C
        var above = points - 20;
        var answers = new string('A', above / 3) + (above % 3) switch { 1 => "C", 2 => "B", _ => "" };

        Assert.Equal(new ListeningTest(points, band), ListeningTest.Of(answers.PadRight(20, 'D')));
    }

    [Fact]
    public void As_printed_it_runs_the_other_way()
    {
        Assert.Equal(20, ListeningTest.Of(new string('A', 20), asPrinted: true).Points);
        Assert.Equal(80, ListeningTest.Of(new string('D', 20), asPrinted: true).Points);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAE")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    public void What_is_not_whole_is_not_counted(string answers) => Assert.Throws<ArgumentException>(() => ListeningTest.Of(answers));
}
