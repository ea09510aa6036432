using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure krippendorff and ac1: several graders, with gaps.</summary>
internal static class GraderVerbs
{
    private const string Shape = "FILE: a unit a row, a grader a column (a program is one grader); empty where a grader left the unit out.";

    public static Command MakeKrippendorff()
    {
        var columns = SharedOptions.Columns("The graders; without it every column but id, unit and the like.");
        var metric = new Option<string>("--metric") { Description = "nominal, ordinal, interval or ratio; only nominal takes words.", DefaultValueFactory = _ => "nominal", HelpName = "METRIC" };
        metric.AcceptOnlyFromAmong("nominal", "ordinal", "interval", "ratio");
        var seed = SharedOptions.Seed();
        return MeasureVerb.Make("krippendorff", $"Krippendorff's α: the agreement of any number of graders, beside the raw agreement, AC1 and each grader's bias.\n{Shape}", [columns, metric, seed], (parsed, table) =>
        {
            var kind = Enum.Parse<RatingMetric>(parsed.GetValue(metric)!, ignoreCase: true);
            var graders = SharedOptions.Chosen(table, parsed.GetValue(columns));
            var ratings = Read(table, graders, kind == RatingMetric.Nominal);
            var alpha = KrippendorffAlpha.Of(ratings, kind);
            var interval = KrippendorffAlpha.Interval(ratings, kind, parsed.GetValue(seed));
            var ac1 = GwetAc1.Of(ratings);
            var bias = kind == RatingMetric.Nominal ? [] : GraderBias.Of(ratings);

            var standing = alpha.Standing switch
            {
                null => "not defined: nothing could have differed",
                AgreementStanding.Accepted => "to be relied on",
                AgreementStanding.Tentative => "for tentative conclusions only",
                _ => "too low to conclude anything",
            };
            var measured = new TextTable("agreement", "value");
            measured.Add($"Krippendorff's α, {parsed.GetValue(metric)}", interval is { } it ? Figures.Text(it, 3) : Figures.Text(alpha.Alpha, 3));
            measured.Add("Gwet's AC1", Figures.Text(ac1.Ac1, 3));
            measured.Add("raw", Figures.Percent(ratings.RawAgreement));
            var text = $"{alpha.Units} units with two or more ratings, {alpha.Ratings} ratings; {standing}\n\n{measured}";
            if (bias.Count > 0)
            {
                var shown = new TextTable("grader", "units", "bias", "mean error");
                foreach (var one in bias)
                    shown.Add(table.Header[graders[one.Grader]], $"{one.Units}", Figures.Text(one.Bias), Figures.Text(one.MeanAbsoluteError));
                text += $"\n{shown}\nBias: how far above (lenient) or below (strict) the mean of the others.\n";
            }

            return new MeasuredAnswer(text, new JsonObject
            {
                ["measure"] = "krippendorff",
                ["metric"] = parsed.GetValue(metric),
                ["alpha"] = Figures.Json(alpha.Alpha),
                ["interval"] = Figures.Json(interval),
                ["standing"] = alpha.Standing?.ToString().ToLowerInvariant(),
                ["units"] = alpha.Units,
                ["ratings"] = alpha.Ratings,
                ["rawAgreement"] = Figures.Json(ratings.RawAgreement),
                ["ac1"] = Figures.Json(ac1.Ac1),
                ["graders"] = Figures.Json(bias.Select(one => new JsonObject { ["grader"] = table.Header[graders[one.Grader]], ["units"] = one.Units, ["bias"] = Figures.Json(one.Bias), ["meanAbsoluteError"] = Figures.Json(one.MeanAbsoluteError) })),
            });
        });
    }

    public static Command MakeAc1()
    {
        var columns = SharedOptions.Columns("The graders; without it every column but id, unit and the like.");
        var categories = new Option<int?>("--categories") { Description = "How many categories could have been chosen; without it those that occur.", HelpName = "N" };
        return MeasureVerb.Make("ac1", $"Gwet's AC1: agreement beyond chance where almost everything falls into one category and κ and α collapse.\n{Shape}", [columns, categories], (parsed, table) =>
        {
            var ratings = Read(table, SharedOptions.Chosen(table, parsed.GetValue(columns)), words: true);
            var ac1 = GwetAc1.Of(ratings, parsed.GetValue(categories));
            var shown = new TextTable("agreement", "value");
            shown.Add("Gwet's AC1", Figures.Text(ac1.Ac1, 3));
            shown.Add("raw", Figures.Percent(ac1.Observed));
            shown.Add("by chance", Figures.Percent(ac1.Expected));
            return new MeasuredAnswer($"{ratings.Units} units, {ratings.Graders.Count} graders, {ac1.Categories} categories\n\n{shown}", new JsonObject
            {
                ["measure"] = "ac1",
                ["ac1"] = Figures.Json(ac1.Ac1),
                ["rawAgreement"] = Figures.Json(ac1.Observed),
                ["expected"] = ac1.Expected,
                ["categories"] = ac1.Categories,
                ["units"] = ratings.Units,
                ["graders"] = ratings.Graders.Count,
            });
        });
    }

    private static Ratings Read(CsvTable table, int[] graders, bool words)
    {
        if (graders.Length < 2)
            throw new CommandException("Two graders are needed, a column each.");
        var categories = words ? Categories.Of(table, graders, order: null) : null;
        var ratings = new Ratings([.. graders.Select(grader => (IReadOnlyList<double?>)[.. Enumerable.Range(0, table.Count).Select(row => categories is null ? table.NumberOrNone(row, grader) : categories.Number(table, row, grader))])]);
        return Enumerable.Range(0, ratings.Units).Any(unit => ratings.Of(unit).Count > 0) ? ratings : throw new CommandException("Nothing was graded: there is nothing to measure.");
    }
}
