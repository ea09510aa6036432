using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure impression.</summary>
internal static class ImpressionVerb
{
    public static Command Make()
    {
        var weights = new Option<string>("--weights") { Description = "stranger (52, 33, 15 per cent), service (30, 50, 20) or three numbers of your own for appearance, behaviour, communication.", DefaultValueFactory = _ => "service", HelpName = "LIST" };
        return MeasureVerb.Make("impression", """
            Moments of truth: the first impression of each touchpoint from appearance, behaviour and communication, weighted. A heuristic of training courses, not a validated scale.
            FILE: a score a row; touchpoint, appearance, behaviour, communication. On digital channels appearance may stand as layout, speed, spelling, identity instead.
            """, [weights], (parsed, table) =>
        {
            var chosen = Weights(parsed.GetValue(weights)!);
            var (touchpoint, behaviour, communication) = (table.Column("touchpoint"), table.Column("behaviour"), table.Column("communication"));
            var appearance = table.Find("appearance");
            int[] digital = appearance is not null ? [] : [table.Column("layout"), table.Column("speed"), table.Column("spelling"), table.Column("identity")];
            var shown = new TextTable("touchpoint", "n", "score");
            var json = new JsonArray();
            foreach (var group in Enumerable.Range(0, table.Count).GroupBy(row => table.Text(row, touchpoint), StringComparer.Ordinal))
            {
                var mean = Average.Of([.. group.Select(row => FirstImpression.Score(
                    appearance is { } at ? table.Number(row, at) : FirstImpression.DigitalAppearance(table.Number(row, digital[0]), table.Number(row, digital[1]), table.Number(row, digital[2]), table.Number(row, digital[3])),
                    table.Number(row, behaviour), table.Number(row, communication), chosen))]);
                shown.Add(group.Key, $"{group.Count()}", Figures.Text(mean));
                json.Add(new JsonObject { ["touchpoint"] = group.Key, ["n"] = group.Count(), ["score"] = Figures.Json(mean) });
            }

            var text = $"""
                First impression: appearance {Figures.Percent(chosen.Appearance, 0)}, behaviour {Figures.Percent(chosen.Behaviour, 0)}, communication {Figures.Percent(chosen.Communication, 0)}

                {shown}
                """;
            return new MeasuredAnswer(text, new JsonObject
            {
                ["measure"] = "impression",
                ["weights"] = new JsonObject { ["appearance"] = chosen.Appearance, ["behaviour"] = chosen.Behaviour, ["communication"] = chosen.Communication },
                ["touchpoints"] = json,
            });
        });
    }

    private static ImpressionWeights Weights(string text)
    {
        if (text is "stranger" or "service")
            return text == "stranger" ? ImpressionWeights.Stranger : ImpressionWeights.Service;
        double[] given = [.. text.Split(',').Select(weight => double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandException($"--weights: \"{weight}\" is no number."))];
        return given.Length == 3 ? new ImpressionWeights(given[0], given[1], given[2]) : throw new CommandException("--weights: three numbers are needed, for appearance, behaviour and communication.");
    }
}
