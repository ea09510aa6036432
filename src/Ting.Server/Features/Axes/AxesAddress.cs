using System.Globalization;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Axes;

/// <summary>What the addresses of the pages say: which conversations, by what people are put together, and where the lines are drawn.</summary>
public sealed record AxesAddress(InsightAddress Where, AxisGrouping By, int Line)
{
    private const string Path = "/insights/axes";

    /// <summary>Never one team or one agent: the groups are the page's own.</summary>
    public static AxesAddress Of(HttpRequest request)
    {
        var where = InsightAddress.Of(request) with { Team = null, Agent = null, Compare = false };
        if (where is { Period: null, From: null })
            where = where with { Period = "90d" };
        var line = int.TryParse(request.Query["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && AxisReport.Lines.Contains(given) ? given : AxisReport.Lines[0];
        return new(where, Choice.Of<AxisGrouping>(request.Query["by"].ToString()) ?? AxisGrouping.Team, line);
    }

    public double Share => Line / 100.0;

    public string Page => Where.At(Path, Own);

    public string File => Where.At($"{Path}.csv", Own);

    public string Group(string key) => Where.At($"{Path}/group", [.. Own, ("group", key)]);

    public string Rows(string key, AxisSource source, bool missed, string? after = null) =>
        Where.At($"{Path}/rows", [.. Own, ("group", key), ("source", source.ToString()), ("missed", missed ? "1" : null), ("after", after)]);

    public string ForPeriod(string name) => (this with { Where = Where with { Period = name, From = null, To = null } }).Page;

    private (string, string?)[] Own => [("by", By.ToString()), ("line", Line.ToString(CultureInfo.InvariantCulture))];
}
