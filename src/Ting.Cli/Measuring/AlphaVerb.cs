using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure alpha.</summary>
internal static class AlphaVerb
{
    public static Command Make()
    {
        var columns = SharedOptions.Columns("The items; without it every column but id, respondent, customer, name and the like.");
        var reverse = new Option<string[]>("--reverse") { Description = "Items worded negatively, to be turned round; needs --scale.", AllowMultipleArgumentsPerToken = true, HelpName = "COLUMN" };
        var scale = new Option<int?>("--scale") { Description = "The highest answer; the lowest is 1.", HelpName = "K" };
        return MeasureVerb.Make("alpha", """
            Cronbach's α: whether items measure one thing, and what it would be without each of them.
            FILE: a respondent a row, an item a column. Respondents who left something out are left out and counted.
            """, [columns, reverse, scale], (parsed, table) =>
        {
            var items = SharedOptions.Chosen(table, parsed.GetValue(columns));
            HashSet<int> reversed = [.. (parsed.GetValue(reverse) ?? []).SelectMany(names => names.Split(',')).Select(table.Column)];
            var points = parsed.GetValue(scale);
            if (reversed.Count > 0 && points is null)
                throw new CommandException("--reverse needs --scale, the highest answer.");
            int[] complete = [.. Enumerable.Range(0, table.Count).Where(row => items.All(item => !table.IsEmpty(row, item)))];
            List<double[]> rows = [.. complete.Select(row => items.Select(item => reversed.Contains(item) ? points!.Value + 1 - table.Number(row, item, 1, points.Value) : table.Number(row, item)).ToArray())];
            return Answer(rows, [.. items.Select(item => table.Header[item])], table.Count - complete.Length);
        });
    }

    private static MeasuredAnswer Answer(List<double[]> rows, string[] names, int incomplete)
    {
        if (rows.Count < 2 || names.Length < 2)
            throw new CommandException($"Two respondents with every item and two items are needed; there are {rows.Count} and {names.Length}.");
        var alpha = CronbachAlpha.Of(rows);
        var table = new TextTable("without", "α");
        var json = new JsonArray();
        for (var item = 0; item < names.Length; item++)
        {
            var without = names.Length < 3 ? null : CronbachAlpha.Of([.. rows.Select(row => (IReadOnlyList<double>)[.. row.Where((_, at) => at != item)])]);
            table.Add(names[item], Figures.Text(without, 4));
            json.Add(new JsonObject { ["item"] = names[item], ["without"] = Figures.Json(without) });
        }

        var standing = alpha switch { null => "not defined: nobody differs", >= CronbachAlpha.GoodFrom => "good", >= CronbachAlpha.UsableFrom => "usable", _ => "too low to add the items up" };
        var text = $"""
            Cronbach's α {Figures.Text(alpha, 4)}: {standing}; {rows.Count} respondents, {names.Length} items, {incomplete} incomplete

            {table}
            """;
        return new MeasuredAnswer(text, new JsonObject { ["measure"] = "alpha", ["n"] = rows.Count, ["incomplete"] = incomplete, ["alpha"] = Figures.Json(alpha), ["items"] = json });
    }
}
