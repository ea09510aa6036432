using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure rfm.</summary>
internal static class RfmVerb
{
    public static Command Make()
    {
        var nested = new Option<bool>("--nested") { Description = "Divide frequency within each recency score and monetary value within both, instead of each for itself." };
        var until = new Option<string?>("--until") { Description = "The day from which recency is counted; without it the last in the file.", HelpName = "DAY" };
        return MeasureVerb.Make("rfm", $"""
            RFM: fifths of recency, frequency and monetary value, and what they mean. Equal values get equal scores.
            FILE: {Purchases.Shape}; or customer, recency, frequency, monetary: a customer a row.
            """, [nested, until], (parsed, table) =>
        {
            var (names, customers) = Read(table, parsed.GetValue(until));
            var kind = parsed.GetValue(nested) ? RfmKind.Nested : RfmKind.Independent;
            return Answer(names, customers, Rfm.Score(customers, kind), kind);
        });
    }

    private static (List<string> Names, List<RfmCustomer> Customers) Read(CsvTable table, string? until)
    {
        if (Purchases.AreIn(table))
        {
            var (bought, end) = Purchases.Read(table, until);
            return ([.. bought.Select(one => one.Customer)], [.. bought.Select(one => new RfmCustomer(end.DayNumber - one.Bought.Max(it => it.Day).DayNumber, one.Bought.Count, one.Bought.Sum(it => it.Amount)))]);
        }

        var (customer, recency, frequency, monetary) = (table.Column("customer"), table.Column("recency"), table.Column("frequency"), table.Column("monetary"));
        return ([.. Enumerable.Range(0, table.Count).Select(row => table.Text(row, customer))],
            [.. Enumerable.Range(0, table.Count).Select(row => new RfmCustomer(table.Number(row, recency, least: 0), table.Number(row, frequency, least: 0), table.Number(row, monetary)))]);
    }

    private static MeasuredAnswer Answer(List<string> names, List<RfmCustomer> customers, IReadOnlyList<RfmScore> scores, RfmKind kind)
    {
        var table = new TextTable("segment", "customers", "share", "monetary", "mean");
        foreach (var segment in scores.Zip(customers).GroupBy(pair => pair.First.Segment).OrderBy(group => group.Key))
            table.Add(Name(segment.Key), $"{segment.Count()}", Figures.Percent(segment.Count() / (double)names.Count), Figures.Text(segment.Sum(pair => pair.Second.Monetary)), Figures.Text(segment.Average(pair => pair.Second.Monetary)));
        return new MeasuredAnswer($"RFM, {names.Count} customers, {(kind == RfmKind.Nested ? "nested" : "independent")} fifths\n\n{table}", new JsonObject
        {
            ["measure"] = "rfm",
            ["kind"] = kind == RfmKind.Nested ? "nested" : "independent",
            ["customers"] = Figures.Json(names.Select((name, at) => new JsonObject
            {
                ["customer"] = name,
                ["recency"] = scores[at].Recency,
                ["frequency"] = scores[at].Frequency,
                ["monetary"] = scores[at].Monetary,
                ["segment"] = Name(scores[at].Segment),
            })),
        });
    }

    private static string Name(RfmSegment segment) => segment switch { RfmSegment.CannotLose => "cannot lose", RfmSegment.AtRisk => "at risk", _ => segment.ToString().ToLowerInvariant() };
}
