using System.Text.Json.Serialization;

namespace Ting.Cli.Evaluation;

/// <summary>The figures of an evaluation, for programs.</summary>
/// <param name="Drafts">The coach's figures, by set, language and name.</param>
internal sealed record AccuracyFigures(IReadOnlyList<AccuracyFigures.Figure> Figures, IReadOnlyList<AccuracyFigures.DraftFigure> Drafts, IReadOnlyList<AgentAlarms> Alarms)
{
    public sealed record DraftFigure(string Set, string Language, string Name, double Value);

    /// <param name="F1">F1 of "true" for complaint and escalation, macro-F1 for the rest.</param>
    public sealed record Figure(
        string Set, string Field, string Language, int Items, double F1, double MacroF1, double Accuracy, double Kappa, double? CalibrationError, double MajorityAccuracy, double? BaselineF1,
        IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Confusion);

    public static AccuracyFigures Of(Measured measured)
    {
        var figures = new List<Figure>();
        foreach (var (name, ours, baseline) in measured.Messages)
            foreach (var language in ours.Languages)
                foreach (var field in MessageScores.Fields)
                    if (ours[language, field] is { } confusion)
                        figures.Add(Make(name, field, language, confusion, baseline?[language, field]));
        figures.AddRange(measured.Sets.Select(set => Make(set.Name, set.What, set.Language, set.Ours, set.Baseline)));
        var drafts =
            from part in measured.Drafts
            from language in part.Scores.Languages
            from figure in DraftScores.Figures
            let value = figure.Of(part.Scores[language])
            where value is not null
            select new DraftFigure(part.Name, language, figure.Name, Round(value.Value));
        return new AccuracyFigures(figures, [.. drafts], measured.Alarms);
    }

    private static Figure Make(string set, string field, string language, Confusion ours, Confusion? baseline) => new(
        set, field, language, ours.Total, Round(MessageScores.Figure(field, ours)), Round(ours.MacroF1), Round(ours.Accuracy), Round(ours.Kappa),
        ours.CalibrationError is { } error ? Round(error) : null, Round(ours.MajorityShare), baseline is null ? null : Round(MessageScores.Figure(field, baseline)),
        ours.Labels, [.. Enumerable.Range(0, ours.Labels.Count).Select(row => (IReadOnlyList<int>)[.. Enumerable.Range(0, ours.Labels.Count).Select(column => ours[row, column])])]);

    private static double Round(double figure) => Math.Round(figure, 4);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AccuracyFigures))]
internal sealed partial class FiguresJson : JsonSerializerContext;
