using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure response.</summary>
internal static class ResponseVerb
{
    public static Command Make()
    {
        var answer = SharedOptions.Column("--answer", "answer", "Where the answers stand, empty where none came.");
        var known = SharedOptions.Columns("What is known of everybody asked, such as the predicted satisfaction; without it every other column.");
        return MeasureVerb.Make("response", """
            Non-response: what all who were asked would have answered, each answer weighed by how rarely such people answer.
            FILE: somebody asked a row; answer, and columns of numbers that are known of everybody. It corrects for what is known, and for nothing else.
            """, [answer, known], (parsed, table) =>
        {
            var column = table.Column(parsed.GetValue(answer)!);
            int[] columns = [.. SharedOptions.Chosen(table, parsed.GetValue(known)).Where(at => at != column)];
            var found = ResponseWeighting.Of([.. Enumerable.Range(0, table.Count).Select(row => new Asked([.. columns.Select(at => table.Number(row, at))], table.NumberOrNone(row, column)))]);

            var means = new TextTable("mean", "value");
            means.Add("as answered", Figures.Text(found.Plain, 3));
            means.Add("weighted", Figures.Text(found.Weighted, 3));
            var balance = new TextTable("known", "answered", "all", "answered, weighted");
            var json = new JsonArray();
            foreach (var (at, it) in columns.Zip(found.Known))
            {
                balance.Add(table.Header[at], Figures.Text(it.Answered, 3), Figures.Text(it.All, 3), Figures.Text(it.Weighted, 3));
                json.Add(new JsonObject { ["column"] = table.Header[at], ["answered"] = it.Answered, ["all"] = it.All, ["weighted"] = it.Weighted });
            }

            var text = $"""
                {table.Count} asked, {Figures.Percent(found.ResponseRate)} answered; they tell as much as {Figures.Text(found.EffectiveAnswers, 1)} equal answers

                {means}
                {balance}
                The last two columns should be close: otherwise few people speak for many. Silence for reasons that are not in the file stays in the figure.

                """;
            return new MeasuredAnswer(text, new JsonObject
            {
                ["measure"] = "response",
                ["asked"] = table.Count,
                ["responseRate"] = Figures.Json(found.ResponseRate),
                ["plain"] = Figures.Json(found.Plain),
                ["weighted"] = Figures.Json(found.Weighted),
                ["effectiveAnswers"] = found.EffectiveAnswers,
                ["known"] = json,
            });
        });
    }
}
