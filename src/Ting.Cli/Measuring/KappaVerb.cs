using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure kappa.</summary>
internal static class KappaVerb
{
    public static Command Make()
    {
        var columns = SharedOptions.Columns("The two graders; without it the two columns of the file that are no id, unit and the like.");
        var weights = new Option<string>("--weights") { Description = "none, linear or quadratic: with an order of the categories near misses count in part.", DefaultValueFactory = _ => "none", HelpName = "KIND" };
        weights.AcceptOnlyFromAmong("none", "linear", "quadratic");
        var order = new Option<string?>("--order") { Description = "The categories in their order, such as low,middle,high; without it by number or alphabet.", HelpName = "LIST" };
        return MeasureVerb.Make("kappa", """
            Cohen's κ: the agreement of two graders beyond chance, beside the raw agreement.
            FILE: a unit a row, a grader a column. Units that one of the two left out do not count.
            """, [columns, weights, order], (parsed, table) =>
        {
            var graders = SharedOptions.Chosen(table, parsed.GetValue(columns));
            if (graders.Length != 2)
                throw new CommandException($"κ is for two graders, {graders.Length} columns are given; name two with --columns, or use krippendorff.");
            var categories = Categories.Of(table, graders, parsed.GetValue(order));
            var numbers = graders.Select(grader => Enumerable.Range(0, table.Count).Select(row => categories.Number(table, row, grader)).ToList()).ToList();
            if (numbers[0].Zip(numbers[1]).All(pair => pair.First is null || pair.Second is null))
                throw new CommandException("No unit was graded by both: there is nothing to measure.");
            var weighting = Enum.Parse<KappaWeights>(parsed.GetValue(weights)!, ignoreCase: true);
            var kappa = CohenKappa.Of(numbers[0], numbers[1], Math.Max(2, categories.Names.Count), weighting);
            var raw = CohenKappa.Of(numbers[0], numbers[1], Math.Max(2, categories.Names.Count)).Observed;

            var shown = new TextTable([$"{table.Header[graders[0]]} \\ {table.Header[graders[1]]}", .. categories.Names]);
            for (var row = 0; row < categories.Names.Count; row++)
                shown.Add([categories.Names[row], .. Enumerable.Range(0, categories.Names.Count).Select(column => $"{numbers[0].Zip(numbers[1]).Count(pair => pair.First == row && pair.Second == column)}")]);
            var text = $"""
                Cohen's κ {Figures.Text(kappa.Kappa, 3)}{(weighting == KappaWeights.None ? "" : $", {parsed.GetValue(weights)} weights")}; raw agreement {Figures.Percent(raw)}, by chance {Figures.Percent(kappa.Expected)}; n = {kappa.Units}{(kappa.Kappa is null ? "\nNot defined: both use one category only." : "")}

                {shown}
                """;
            return new MeasuredAnswer(text, new JsonObject
            {
                ["measure"] = "kappa",
                ["n"] = kappa.Units,
                ["weights"] = parsed.GetValue(weights),
                ["kappa"] = Figures.Json(kappa.Kappa),
                ["rawAgreement"] = raw,
                ["observed"] = kappa.Observed,
                ["expected"] = kappa.Expected,
                ["categories"] = Figures.Json(categories.Names.Select(name => (JsonNode?)JsonValue.Create(name))),
            });
        });
    }
}
