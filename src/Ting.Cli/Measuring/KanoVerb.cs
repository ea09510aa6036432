using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Cli.Measuring.Charts;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure kano.</summary>
internal static class KanoVerb
{
    public static Command Make()
    {
        var means = new Option<bool>("--means") { Description = "Part the quadrants at the means of all features instead of at 0.5." };
        return MeasureVerb.Make("kano", """
            Kano: what each feature is to customers, with Better and Worse, and whether the class is clear.
            FILE: an answer a row; feature, present, absent. Answers: 1 like, 2 must-be, 3 neutral, 4 live with, 5 dislike, as numbers or words.
            """, [means], (parsed, table) => Answer(Read(table), parsed.GetValue(means)), draws: true);
    }

    private static List<(string Name, List<(KanoAnswer Present, KanoAnswer Absent)> Answers)> Read(CsvTable table)
    {
        var (feature, present, absent) = (table.Column("feature"), table.Column("present"), table.Column("absent"));
        return [.. Enumerable.Range(0, table.Count)
            .GroupBy(row => table.Text(row, feature), StringComparer.Ordinal)
            .Select(group => (group.Key, group.Select(row => (Choice(table, row, present), Choice(table, row, absent))).ToList()))];
    }

    private static KanoAnswer Choice(CsvTable table, int row, int column) => table.Text(row, column).ToUpperInvariant().Replace(' ', '-') switch
    {
        "1" or "LIKE" => KanoAnswer.Like,
        "2" or "MUST-BE" or "EXPECT" => KanoAnswer.MustBe,
        "3" or "NEUTRAL" => KanoAnswer.Neutral,
        "4" or "LIVE-WITH" or "TOLERATE" => KanoAnswer.LiveWith,
        "5" or "DISLIKE" => KanoAnswer.Dislike,
        _ => throw table.Wrong(row, column, $"\"{table.Text(row, column)}\" is none of 1 like, 2 must-be, 3 neutral, 4 live with, 5 dislike."),
    };

    private static MeasuredAnswer Answer(List<(string Name, List<(KanoAnswer Present, KanoAnswer Absent)> Answers)> features, bool atMeans)
    {
        var counted = features.Select(feature => (feature.Name, Counts: Kano.Count(feature.Answers), Position: KanoPosition.Of(feature.Answers))).ToList();
        var placed = counted.Where(feature => feature.Counts.Better is not null).ToList();
        var better = atMeans && placed.Count > 0 ? placed.Average(feature => feature.Counts.Better!.Value.Value) : 0.5;
        var worse = atMeans && placed.Count > 0 ? placed.Average(feature => -feature.Counts.Worse!.Value.Value) : 0.5;

        var table = new TextTable("feature", "n", "M", "O", "A", "I", "R", "Q", "class", "of those who care", "Better", "Worse", "quadrant");
        var json = new JsonArray();
        foreach (var (name, counts, position) in counted)
        {
            var clear = counts.IsClear ? Name(counts.Class) : $"{Name(counts.Class)}, mixed";
            table.Add(name, $"{counts.Total}", $"{counts.MustBe}", $"{counts.OneDimensional}", $"{counts.Attractive}", $"{counts.Indifferent}", $"{counts.Reverse}", $"{counts.Questionable}",
                clear, Name(counts.ClassOfThoseWhoCare), Figures.Text(counts.Better), Figures.Text(counts.Worse), counts.Quadrant(better, worse) is { } it ? Name(it) : "–");
            json.Add(new JsonObject
            {
                ["feature"] = name,
                ["n"] = counts.Total,
                ["mustBe"] = counts.MustBe,
                ["oneDimensional"] = counts.OneDimensional,
                ["attractive"] = counts.Attractive,
                ["indifferent"] = counts.Indifferent,
                ["reverse"] = counts.Reverse,
                ["questionable"] = counts.Questionable,
                ["class"] = Name(counts.Class),
                ["clear"] = counts.IsClear,
                ["classOfThoseWhoCare"] = Name(counts.ClassOfThoseWhoCare),
                ["better"] = Figures.Json(counts.Better),
                ["worse"] = Figures.Json(counts.Worse),
                ["quadrant"] = counts.Quadrant(better, worse) is { } quadrant ? Name(quadrant) : null,
                ["position"] = new JsonObject { ["present"] = Figures.Json(position.Present), ["absent"] = Figures.Json(position.Absent), ["n"] = position.Answers, ["leftOut"] = position.LeftOut },
            });
        }

        var text = $"""
            Kano: M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable

            {table}
            Mixed: the first class is not ahead of the second by more than chance (Fong, 90 %). Intervals: 95 %, Wilson. Quadrants part at {Figures.Text(better)} and {Figures.Text(worse)}.

            """;
        var picture = KanoChart.Draw([.. placed.Select(feature => (feature.Name, feature.Counts.Better!.Value.Value, -feature.Counts.Worse!.Value.Value))], better, worse);
        return new MeasuredAnswer(text, new JsonObject { ["measure"] = "kano", ["better"] = better, ["worse"] = worse, ["features"] = json }, picture);
    }

    private static string Name(KanoClass it) => it switch { KanoClass.MustBe => "must-be", KanoClass.OneDimensional => "one-dimensional", _ => it.ToString().ToLowerInvariant() };
}
