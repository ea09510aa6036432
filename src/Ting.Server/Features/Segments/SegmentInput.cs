using System.Text;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Segments;

/// <summary>A segment as its form shows and posts it: conditions come and go one by one, values stay as they were typed.</summary>
public sealed class SegmentInput
{
    public string Name { get; set; } = "";
    public string Strategy { get; set; } = "";
    public string Colour { get; set; } = "";
    public RuleMatch Match { get; set; }
    public List<SegmentCondition> Conditions { get; } = [];
    public int Version { get; set; }

    internal static SegmentInput Of(Segment segment)
    {
        var input = new SegmentInput { Name = segment.Name, Strategy = segment.Strategy, Colour = segment.Colour ?? "", Match = segment.Match, Version = segment.Version };
        input.Conditions.AddRange(segment.ReadConditions());
        return input;
    }

    internal static SegmentInput Read(IFormCollection form, SegmentWorld world)
    {
        var input = new SegmentInput
        {
            Name = form["name"].ToString(),
            Strategy = form["strategy"].ToString(),
            Colour = form["colour"].ToString(),
            Match = form["match"].Count > 0 ? Choice.Required<RuleMatch>(form["match"]) : default,
            Version = FormRows.Version(form),
        };
        for (var row = 0; row < SegmentChecks.MostConditions && form.ContainsKey($"c{row}.field"); row++)
            input.Conditions.Add(RowIn(form, $"c{row}", world));
        return input;
    }

    /// <summary>What a button of the form asks for besides saving.</summary>
    /// <returns>False when the form is to be saved.</returns>
    internal bool Rearrange(string what, IFormCollection form, SegmentWorld world)
    {
        switch (what.Split('-'))
        {
            case ["add"]:
                if (Conditions.Count < SegmentChecks.MostConditions && form["new.field"].ToString() is { Length: > 0 } added)
                    Conditions.Add(New(added, world));
                return true;
            case ["drop", var row]:
                Conditions.Drop(row);
                return true;
            default:
                return what is not "save";
        }
    }

    public SaveSegment.Request ToRequest() => new() { Name = Name, Strategy = Strategy, Colour = Colour, Match = Match, Conditions = [.. Conditions] };

    // "Fact:colour.like": what one condition of the menu looks at.
    private static SegmentCondition New(string added, SegmentWorld world)
    {
        var (field, key) = added.Split(':', 2) is [var one, var other] ? (Choice.Required<SegmentField>(one), other) : (Choice.Required<SegmentField>(added), null);
        var condition = new SegmentCondition(field, SegmentOperator.Is, [], key);
        return condition with { Operator = SegmentValues.OperatorsOf(field, world.OwnOf(condition))[0] };
    }

    private static SegmentCondition RowIn(IFormCollection form, string row, SegmentWorld world)
    {
        var condition = new SegmentCondition(
            Choice.Required<SegmentField>(form[$"{row}.field"]), Choice.Required<SegmentOperator>(form[$"{row}.operator"]), [], form[$"{row}.key"].ToString() is { Length: > 0 } key ? key : null);
        string[] given = [.. form[$"{row}.values"].OfType<string>()];
        return condition with
        {
            Values = SegmentValues.ShapeOf(condition.Field, condition.Operator, world.OwnOf(condition)) is SegmentShape.Words
                ? [.. given.SelectMany(FormRows.Words)]
                : [.. given.Select(it => it.Normalize(NormalizationForm.FormKC).Trim()).Where(it => it.Length > 0)], // digits as an input method writes them
        };
    }
}
