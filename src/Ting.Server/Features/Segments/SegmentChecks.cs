using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Labels;
using Ting.Server.Features.People;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Segments;

/// <summary>Whether a segment can be kept: everything it names is there, and every condition can be answered.</summary>
internal static class SegmentChecks
{
    public const int MostConditions = 10;

    public static Refusal? Of(SaveSegment.Request request, SegmentWorld world)
    {
        if (Check.Name(request.Name, "name", Segment.MostName) is { } badName)
            return badName;
        if (request.Strategy?.ReplaceLineEndings("\n").Length > Segment.MostStrategy)
            return Refusal.Invalid("form.too_long", "strategy");
        if (request.Strategy?.Any(it => char.IsControl(it) && it is not ('\n' or '\r' or '\t')) is true)
            return Refusal.Invalid("form.unreadable", "strategy");
        if (!string.IsNullOrEmpty(request.Colour) && !SaveLabel.Colours.Contains(request.Colour))
            return Refusal.Invalid("form.choice", "colour");
        return Of(request.Match, request.Conditions, world);
    }

    public static Refusal? Of(RuleMatch match, IReadOnlyList<SegmentCondition>? conditions, SegmentWorld world)
    {
        if (!Enum.IsDefined(match))
            return Refusal.Invalid("form.choice", "match");
        if (conditions is null or { Count: 0 })
            return Refusal.Invalid("segment.no_condition", "conditions");
        return conditions.Count > MostConditions ? Refusal.Invalid("segment.too_many_conditions", "conditions") : conditions.Select(it => Of(it, world)).FirstOrDefault(it => it is not null);
    }

    private static Refusal? Of(SegmentCondition condition, SegmentWorld world)
    {
        if (condition is null || !Enum.IsDefined(condition.Field) || !Enum.IsDefined(condition.Operator))
            return Refusal.Invalid("form.choice", "conditions");

        var own = world.OwnOf(condition);
        if (condition.Field is SegmentField.Own && own is null)
            return Refusal.Invalid("segment.field_gone", "conditions");
        if (condition.Field is SegmentField.Fact && !AddFact.Attributes.Contains(condition.Key))
            return Refusal.Invalid("segment.condition_unknown", "conditions");
        if (!SegmentValues.OperatorsOf(condition.Field, own).Contains(condition.Operator))
            return Refusal.Invalid("segment.condition_way", "conditions");
        if (condition.Values is null || condition.Values.Any(value => value is null) || (condition.Values.Count == 0 && SegmentValues.ShapeOf(condition.Field, condition.Operator, own) is not SegmentShape.Nothing))
            return Refusal.Invalid("segment.condition_empty", "conditions");
        return SegmentValues.Allows(condition, world, own) ? null : Refusal.Invalid("segment.condition_unknown", "conditions");
    }
}
