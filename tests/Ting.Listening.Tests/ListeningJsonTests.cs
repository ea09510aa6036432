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
}
