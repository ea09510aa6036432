using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure correlate.</summary>
internal static class CorrelateVerb
{
    public static Command Make()
    {
        var cause = new Option<string>("--first") { Description = "What may come before.", Required = true, HelpName = "COLUMN" };
        var effect = new Option<string>("--second") { Description = "What may follow.", Required = true, HelpName = "COLUMN" };
        var lags = new Option<int>("--lags") { Description = "By how many periods the second may follow.", DefaultValueFactory = _ => 4, HelpName = "N" };
        return MeasureVerb.Make("correlate", """
            Correlation of two series with lag and n, such as the links of the service-profit chain. It says nothing of cause.
            FILE: a period a row, in order, a series a column; empty where nothing was measured.
            """, [cause, effect, lags], (parsed, table) =>
        {
            var (first, second) = (table.Column(parsed.GetValue(cause)!), table.Column(parsed.GetValue(effect)!));
            if (parsed.GetValue(lags) is < 0 or > 1000)
                throw new CommandException("--lags has to lie between 0 and 1000.");
            List<double?> x = [.. Enumerable.Range(0, table.Count).Select(row => table.NumberOrNone(row, first))];
            List<double?> y = [.. Enumerable.Range(0, table.Count).Select(row => table.NumberOrNone(row, second))];
            var found = Enumerable.Range(0, parsed.GetValue(lags) + 1).Select(lag => (Lag: lag, It: Correlation.Lagged(x, y, lag))).ToList();

            var shown = new TextTable("lag", "r", "n");
            foreach (var (lag, it) in found)
                shown.Add($"{lag}", Figures.Text(it.Coefficient), $"{it.Pairs}");
            var text = $"""
                {table.Header[first]} against {table.Header[second]}, that many periods later

                {shown}
                Moving together is no cause; among many lags one will look strong by chance. Series that both trend correlate without having to do with each other.

                """;
            return new MeasuredAnswer(text, new JsonObject
            {
                ["measure"] = "correlate",
                ["first"] = table.Header[first],
                ["second"] = table.Header[second],
                ["lags"] = Figures.Json(found.Select(it => new JsonObject { ["lag"] = it.Lag, ["r"] = Figures.Json(it.It.Coefficient), ["n"] = it.It.Pairs })),
            }, IntervalChart.Draw($"{table.Header[first]} before {table.Header[second]}", [.. found.Select(it => new IntervalChart.Row($"lag {it.Lag}", it.It.Coefficient, $"{Figures.Text(it.It.Coefficient)}, n {it.It.Pairs}"))], -1, 1, value => Figures.Text(value), 0));
        }, draws: true);
    }
}
