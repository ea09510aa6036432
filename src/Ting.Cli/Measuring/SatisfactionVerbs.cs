using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure csat, nps and ces: scores of one question, of all and by group.</summary>
internal static class SatisfactionVerbs
{
    public static Command MakeCsat() => Make("csat", """
        CSAT: the share of 4 and 5 among answers from 1 to 5.
        FILE: an answer a row; score, empty where nobody answered.
        """, 1, 5, "CSAT", groups =>
    {
        var table = new TextTable("group", "n", "4 and 5", "asked", "answered");
        var rows = new List<IntervalChart.Row>();
        var json = new JsonArray();
        foreach (var (name, scores, asked) in groups)
        {
            var share = CustomerSatisfaction.Share(scores);
            var rate = Proportion.Wilson(scores.Length, asked);
            table.Add(name, $"{scores.Length}", Figures.Percent(share), $"{asked}", Figures.Percent(rate.Value));
            rows.Add(new(name, share, Figures.Percent(share, 0)));
            json.Add(new JsonObject { ["group"] = name, ["n"] = scores.Length, ["csat"] = Figures.Json(share), ["asked"] = asked, ["responseRate"] = Figures.Json(rate) });
        }

        return (table, json, IntervalChart.Draw("CSAT: answers 4 and 5", rows, 0, 1, value => Figures.Percent(value, 0)));
    });

    public static Command MakeNps() => Make("nps", """
        NPS: per cent of 9 and 10 less per cent of 0 to 6.
        FILE: an answer a row; score, from 0 to 10, empty where nobody answered.
        """, 0, 10, "NPS", groups =>
    {
        var table = new TextTable("group", "n", "promoters", "passives", "detractors", "NPS", "asked", "answered");
        var bars = new List<(string, int, int, int, Interval)>();
        var json = new JsonArray();
        foreach (var (name, scores, asked) in groups)
        {
            var (promoters, passives, detractors) = (scores.Count(score => score >= 9), scores.Count(score => score is 7 or 8), scores.Count(score => score <= 6));
            var score = NetPromoter.Score(scores);
            var rate = Proportion.Wilson(scores.Length, asked);
            table.Add(name, $"{scores.Length}", $"{promoters}", $"{passives}", $"{detractors}", Figures.Text(score, 1), $"{asked}", Figures.Percent(rate.Value));
            bars.Add((name, promoters, passives, detractors, score));
            json.Add(new JsonObject
            {
                ["group"] = name,
                ["n"] = scores.Length,
                ["promoters"] = promoters,
                ["passives"] = passives,
                ["detractors"] = detractors,
                ["nps"] = Figures.Json(score),
                ["standardError"] = NetPromoter.StandardError(promoters, passives, detractors),
                ["asked"] = asked,
                ["responseRate"] = Figures.Json(rate),
            });
        }

        return (table, json, PromoterChart.Draw(bars));
    });

    public static Command MakeCes() => Make("ces", """
        CES 2.0: agreement from 1 to 7 with "made it easy for me to handle my issue"; the mean and the share of 5, 6 and 7. The older score from 1 to 5 runs the other way: never mix them.
        FILE: an answer a row; score, empty where nobody answered.
        """, 1, 7, "CES", groups =>
    {
        var table = new TextTable("group", "n", "mean", "5 to 7", "asked", "answered");
        var rows = new List<IntervalChart.Row>();
        var json = new JsonArray();
        foreach (var (name, scores, asked) in groups)
        {
            var effort = CustomerEffort.Of(scores);
            var rate = Proportion.Wilson(scores.Length, asked);
            table.Add(name, $"{scores.Length}", Figures.Text(effort.Mean), Figures.Percent(effort.Easy), $"{asked}", Figures.Percent(rate.Value));
            rows.Add(new(name, effort.Mean, Figures.Text(effort.Mean, 1)));
            json.Add(new JsonObject { ["group"] = name, ["n"] = scores.Length, ["mean"] = Figures.Json(effort.Mean), ["easy"] = Figures.Json(effort.Easy), ["asked"] = asked, ["responseRate"] = Figures.Json(rate) });
        }

        return (table, json, IntervalChart.Draw("CES: was it easy? (1 to 7)", rows, 1, 7, value => Figures.Text(value, 1)));
    });

    private static Command Make(string name, string help, int least, int most, string title, Func<List<(string Name, int[] Scores, int Asked)>, (TextTable Table, JsonArray Json, string Svg)> count)
    {
        var column = SharedOptions.Column("--column", "score", "Where the answers stand.");
        var by = new Option<string?>("--by") { Description = "Also by the groups that this column names.", HelpName = "COLUMN" };
        return MeasureVerb.Make(name, help, [column, by], (parsed, table) =>
        {
            var (counted, json, svg) = count(Groups(table, table.Column(parsed.GetValue(column)!), parsed.GetValue(by) is { } groups ? table.Column(groups) : null, least, most));
            return new MeasuredAnswer($"{title}\n\n{counted}\nIntervals: 95 %.\n", new JsonObject { ["measure"] = name, ["groups"] = json }, svg);
        }, draws: true);
    }

    /// <summary>All first, then each group that has an answer, in the order of the file.</summary>
    private static List<(string Name, int[] Scores, int Asked)> Groups(CsvTable table, int column, int? by, int least, int most)
    {
        var scores = Enumerable.Range(0, table.Count).Select(row => (Row: row, Score: table.IsEmpty(row, column) ? (int?)null : table.Whole(row, column, least, most))).ToList();
        if (scores.All(it => it.Score is null))
            throw new CommandException("Nobody answered: there is nothing to measure.");
        List<(string, int[], int)> groups = [("all", Answered(scores), scores.Count)];
        if (by is { } name)
            groups.AddRange(scores.GroupBy(it => table.Text(it.Row, name), StringComparer.Ordinal).Where(group => group.Any(it => it.Score is not null)).Select(group => (group.Key, Answered(group), group.Count())));
        return groups;

        static int[] Answered(IEnumerable<(int Row, int? Score)> scores) => [.. scores.Where(it => it.Score is not null).Select(it => it.Score!.Value)];
    }
}
