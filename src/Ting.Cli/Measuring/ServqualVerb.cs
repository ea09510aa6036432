using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure servqual.</summary>
internal static class ServqualVerb
{
    private const string Letters = "TRSAE";

    public static Command Make()
    {
        var form = new Option<string>("--form") { Description = "classic (1988, items 10-13 and 18-22 worded negatively and turned round here) or revised (1991, all positive).", DefaultValueFactory = _ => "classic", HelpName = "FORM" };
        form.AcceptOnlyFromAmong("classic", "revised");
        var items = new Option<string?>("--items") { Description = "A form of your own: a letter for each item, T tangibles, R reliability, S responsiveness, A assurance, E empathy, with - behind it when worded negatively, such as T,R,S-,A,E-.", HelpName = "LIST" };
        var scale = new Option<int>("--scale") { Description = "The highest answer; the lowest is 1.", DefaultValueFactory = _ => 7, HelpName = "K" };
        var weights = new Option<string?>("--weights") { Description = "What the dimensions matter, in the order T,R,S,A,E, such as 20,30,20,15,15. Without it W1 to W5 are read where the file has them.", HelpName = "LIST" };
        var drop = new Option<bool>("--drop-straight-liners") { Description = "Leave out those who ticked the same answer everywhere; they are counted in either case." };
        var samples = new Option<int>("--samples") { Description = "Draws of the bootstrap.", DefaultValueFactory = _ => Bootstrap.Samples, HelpName = "N" };
        var seed = SharedOptions.Seed();
        return MeasureVerb.Make("servqual", """
            SERVQUAL: the gaps between what customers expect and what they perceive, by item and dimension.
            FILE: a respondent a row; P1 … P22 as ticked, E1 … E22 where expectations were asked (without: SERVPERF). Respondents who left something out are left out and counted.
            """, [form, items, scale, weights, drop, samples, seed], (parsed, table) =>
        {
            var instrument = parsed.GetValue(items) is { } own ? Own(own, parsed.GetValue(scale))
                : new ServqualInstrument((parsed.GetValue(form) == "revised" ? ServqualInstrument.Revised : ServqualInstrument.Classic).Items, parsed.GetValue(scale));
            var (responses, places, incomplete) = Read(table, instrument);
            var report = Servqual.Measure(instrument, responses, Weights(table, places, parsed.GetValue(weights)), !parsed.GetValue(drop), parsed.GetValue(seed), parsed.GetValue(samples));
            return Answer(report, instrument, incomplete);
        }, draws: true);
    }

    private static ServqualInstrument Own(string list, int points) => new(
    [
        .. list.Split(',', StringSplitOptions.TrimEntries).Select((item, at) =>
            item.Length is 1 or 2 && Letters.IndexOf(char.ToUpperInvariant(item[0])) is >= 0 and var dimension && (item.Length == 1 || item[1] == '-')
                ? new ServqualItem((ServqualDimension)dimension, item.Length == 2)
                : throw new CommandException($"--items, number {at + 1}: \"{item}\" is none of T, R, S, A, E, with or without - behind it.")),
    ], points);

    private static (List<ServqualResponse> Responses, List<int> Places, int Incomplete) Read(CsvTable table, ServqualInstrument instrument)
    {
        int[] numbers = [.. Enumerable.Range(1, instrument.Items.Count)];
        int[] perceived = [.. numbers.Select(number => table.Column($"P{number}"))];
        int[]? expected = table.Find("E1") is null ? null : [.. numbers.Select(number => table.Column($"E{number}"))];
        var responses = new List<ServqualResponse>();
        var places = new List<int>();
        for (var row = 0; row < table.Count; row++)
        {
            if (perceived.Concat(expected ?? []).Any(column => table.IsEmpty(row, column)))
                continue;
            responses.Add(new ServqualResponse(Answers(perceived), expected is null ? null : Answers(expected)));
            places.Add(row);

            int[] Answers(int[] columns) => [.. columns.Select(column => table.Whole(row, column, 1, instrument.Points))];
        }

        return responses.Count > 0 ? (responses, places, table.Count - responses.Count) : throw new CommandException("Nobody answered every item: there is nothing to measure.");
    }

    private static ServqualWeights? Weights(CsvTable table, List<int> places, string? list)
    {
        if (list is not null)
            return new ServqualWeights([.. list.Split(',').Select(weight => double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandException($"--weights: \"{weight}\" is no number."))]);
        if (table.Find("W1") is null)
            return null;
        int[] columns = [.. Enumerable.Range(1, 5).Select(number => table.Column($"W{number}"))];
        var given = places.Where(row => columns.All(column => !table.IsEmpty(row, column))).ToList();
        return given.Count == 0 ? null : ServqualWeights.Mean([.. given.Select(row => One(row))]);

        ServqualWeights One(int row)
        {
            double[] points = [.. columns.Select(column => table.Number(row, column, least: 0))];
            return points.Sum() > 0 ? new ServqualWeights(points) : throw table.Wrong(row, columns[0], "the weights W1 to W5 are all 0.");
        }
    }

    private static MeasuredAnswer Answer(ServqualReport report, ServqualInstrument instrument, int incomplete)
    {
        var dimensions = new TextTable("dimension", "perceived", "expected", "gap", "α");
        foreach (var (dimension, score, alpha) in report.Dimensions)
            dimensions.Add(dimension.ToString(), Figures.Text(score.Perception), Figures.Text(score.Expectation), Figures.Text(score.Gap), Figures.Text(alpha));
        dimensions.Add("all, unweighted", Figures.Text(report.Unweighted.Perception), Figures.Text(report.Unweighted.Expectation), Figures.Text(report.Unweighted.Gap), "");
        if (report.Weighted is { } weighted)
            dimensions.Add("all, weighted", Figures.Text(weighted.Perception), Figures.Text(weighted.Expectation), Figures.Text(weighted.Gap), "");
        var items = new TextTable("item", "dimension", "perceived", "expected", "gap");
        foreach (var (number, item, score) in report.Items)
            items.Add($"{number}{(item.IsReversed ? " (turned round)" : "")}", item.Dimension.ToString(), Figures.Text(score.Perception), Figures.Text(score.Expectation), Figures.Text(score.Gap));

        var text = $"""
            SERVQUAL, {report.Respondents} respondents, scale 1 to {instrument.Points}; {incomplete} incomplete, {report.StraightLiners.Count} ticked the same everywhere

            {dimensions}
            {items}
            Perceived alone is SERVPERF. Intervals: 95 %, bootstrap over respondents.

            """;
        var json = new JsonObject
        {
            ["measure"] = "servqual",
            ["n"] = report.Respondents,
            ["incomplete"] = incomplete,
            ["straightLiners"] = report.StraightLiners.Count,
            ["scale"] = instrument.Points,
            ["dimensions"] = Figures.Json(report.Dimensions.Select(it => Json(it.Score, new JsonObject { ["dimension"] = it.Dimension.ToString(), ["alpha"] = Figures.Json(it.Alpha) }))),
            ["unweighted"] = Json(report.Unweighted, []),
            ["weighted"] = report.Weighted is { } total ? Json(total, []) : null,
            ["items"] = Figures.Json(report.Items.Select(it => Json(it.Score, new JsonObject { ["item"] = it.Number, ["dimension"] = it.Item.Dimension.ToString(), ["reversed"] = it.Item.IsReversed }))),
        };
        return new MeasuredAnswer(text, json, GapChart.Draw(report, instrument.Points));
    }

    private static JsonObject Json(ServqualScore score, JsonObject into)
    {
        into["perception"] = Figures.Json(score.Perception);
        into["expectation"] = Figures.Json(score.Expectation);
        into["gap"] = Figures.Json(score.Gap);
        return into;
    }
}
