using System.Globalization;

namespace Ting.Listening.Tests;

public sealed class ListeningJsonTests
{
    [Fact]
    public void A_reading_survives_its_json_form()
    {
        var reading = Listener.Read("你好", "zh");

        var json = ListeningJson.Write(reading);

        Assert.Contains("\"emotion\":\"neutral\"", json, StringComparison.Ordinal);
        Assert.Contains("\"lang\":\"zh\"", json, StringComparison.Ordinal);
        Assert.Equal(json, ListeningJson.Write(ListeningJson.ReadReading(json)));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-1, "-1")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.05, "0.05")]
    [InlineData(-0.7, "-0.7")]
    [InlineData(0.125, "0.125")]
    [InlineData(0.9999, "0.9999")]
    [InlineData(-0.0001, "-0.0001")]
    [InlineData(1.0001, "1.0001")]
    public void A_share_is_written_in_its_shortest_form(double share, string written)
    {
        var reading = Listener.Read("你好", "zh") with { SentimentScore = share };

        Assert.Contains($"\"sentimentScore\":{written},", ListeningJson.Write(reading), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_share_of_four_decimals_is_written_as_the_library_writes_it()
    {
        var reading = Listener.Read("你好", "zh");
        for (var share = -10_000; share <= 10_000; share += 7)
            Assert.Contains($"\"sentimentScore\":{(share / 10_000.0).ToString(CultureInfo.InvariantCulture)},", ListeningJson.Write(reading with { SentimentScore = share / 10_000.0 }), StringComparison.Ordinal);
    }
}
