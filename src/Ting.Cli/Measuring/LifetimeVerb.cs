using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure clv.</summary>
internal static class LifetimeVerb
{
    public static Command Make()
    {
        var margin = new Option<double?>("--margin") { Description = "What a customer brings in a period.", HelpName = "X" };
        var retention = new Option<double?>("--retention") { Description = "The chance of staying for another period, 0 to 1.", HelpName = "X" };
        var discount = new Option<double?>("--discount") { Description = "A period, such as 0.1.", HelpName = "X" };
        return MeasureVerb.MakeWithoutFile("clv", """
            Customer lifetime value for a constant margin and retention, in both conventions: the first margin now, or after one period. From purchases: see bgnbd.
            FILE: segment, margin, retention, discount: a segment a row; or the three as options.
            """, [margin, retention, discount], (parsed, table) =>
        {
            var segments = table is not null ? Read(table)
                : [("all", Needed(parsed.GetValue(margin), "--margin"), Needed(parsed.GetValue(retention), "--retention"), Needed(parsed.GetValue(discount), "--discount"))];
            var shown = new TextTable("segment", "margin", "retention", "discount", "first margin now", "after one period");
            var json = new JsonArray();
            foreach (var (name, m, r, d) in segments)
            {
                var (now, later) = (LifetimeValue.MarginNow(m, r, d), LifetimeValue.MarginAfterOnePeriod(m, r, d));
                shown.Add(name, Figures.Text(m), Figures.Text(r, 3), Figures.Text(d, 3), Figures.Text(now), Figures.Text(later));
                json.Add(new JsonObject { ["segment"] = name, ["margin"] = m, ["retention"] = r, ["discount"] = d, ["firstMarginNow"] = now, ["afterOnePeriod"] = later });
            }

            return new MeasuredAnswer($"Customer lifetime value\n\n{shown}", new JsonObject { ["measure"] = "clv", ["segments"] = json });
        });
    }

    private static double Needed(double? value, string option) => value ?? throw new CommandException($"Without a file {option} is needed.");

    private static List<(string, double, double, double)> Read(CsvTable table)
    {
        var (segment, margin, retention, discount) = (table.Column("segment"), table.Column("margin"), table.Column("retention"), table.Column("discount"));
        return [.. Enumerable.Range(0, table.Count).Select(row =>
            (table.Text(row, segment), table.Number(row, margin), table.Number(row, retention, 0, 1), table.Number(row, discount, least: 0)))];
    }
}
