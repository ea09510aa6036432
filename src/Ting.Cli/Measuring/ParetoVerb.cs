using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure pareto.</summary>
internal static class ParetoVerb
{
    public static Command Make()
    {
        var column = SharedOptions.Column("--column", "value", "What is shared out, such as profit; may be negative.");
        var name = SharedOptions.Column("--name", "customer", "Who has it; a name that comes again is added up.");
        var share = SharedOptions.Number("--share", 0.8, "What the vital few have to reach, 0 to 1.");
        var top = new Option<int>("--top") { Description = "How many of the vital few to print; the JSON names all.", DefaultValueFactory = _ => 20, HelpName = "N" };
        return MeasureVerb.Make("pareto", """
            Pareto: which few bring most of it, and how unevenly it is shared out (Gini).
            FILE: a customer, or a sale, a row; customer, value.
            """, [column, name, share, top], (parsed, table) =>
        {
            var (value, who) = (table.Column(parsed.GetValue(column)!), table.Column(parsed.GetValue(name)!));
            var parts = Enumerable.Range(0, table.Count).GroupBy(row => table.Text(row, who), StringComparer.Ordinal).Select(rows => (Name: rows.Key, Value: rows.Sum(row => table.Number(row, value)))).ToList();
            return Answer(parts, parsed.GetValue(share), parsed.GetValue(top));
        }, draws: true);
    }

    private static MeasuredAnswer Answer(List<(string Name, double Value)> parts, double share, int top)
    {
        double[] values = [.. parts.Select(part => part.Value)];
        var reaching = Pareto.ShareReaching(values, share);
        var few = Pareto.VitalFew(values, share);
        var curve = Pareto.Cumulative(values);
        var negative = values.Count(value => value < 0);
        var gini = negative > 0 ? null : Gini.Of(values);

        var table = new TextTable("the vital few", "value", "running share");
        for (var at = 0; at < Math.Min(few.Count, Math.Max(0, top)); at++)
            table.Add(parts[few[at]].Name, Figures.Text(parts[few[at]].Value), Figures.Percent(curve[at]));
        var text = $"""
            {few.Count} of {parts.Count} ({Figures.Percent(reaching)}) bring {Figures.Percent(share, 0)} of {Figures.Text(values.Sum())}; Gini {Figures.Text(gini, 3)}{(negative > 0 ? $" (not defined: {negative} cost more than they bring)" : "")}

            {table}
            """;
        return new MeasuredAnswer(text, new JsonObject
        {
            ["measure"] = "pareto",
            ["n"] = parts.Count,
            ["sum"] = values.Sum(),
            ["share"] = share,
            ["shareReaching"] = reaching,
            ["gini"] = Figures.Json(gini),
            ["negative"] = negative,
            ["vitalFew"] = Figures.Json(few.Select((place, at) => new JsonObject { ["name"] = parts[place].Name, ["value"] = parts[place].Value, ["runningShare"] = curve[at] })),
        }, ParetoChart.Draw(curve, share, reaching));
    }
}
