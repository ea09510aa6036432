using System.Globalization;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Automation;

/// <summary>A rule as its form shows and posts it: rows that are added and taken away one by one, numbers as they were typed.</summary>
public sealed class RuleInput
{
    private static readonly (string Unit, int Minutes)[] Units = [("days", 24 * 60), ("hours", 60), ("minutes", 1)];

    public string Name { get; set; } = "";
    public RuleTrigger Trigger { get; set; }
    public Length After { get; set; } = new("30", "minutes");
    public bool InWorkingTime { get; set; }
    public RuleMatch Match { get; set; }
    public List<ConditionRow> Conditions { get; } = [];
    public List<ActionRow> Actions { get; } = [];
    public int Version { get; set; }

    public static IEnumerable<string> UnitNames => Units.Reverse().Select(it => it.Unit);

    /// <summary>A length of time as it was typed.</summary>
    public sealed record Length(string Number, string Unit)
    {
        public static Length Of(int minutes)
        {
            var (unit, size) = Units.First(it => minutes % it.Minutes == 0);
            return new((minutes / size).ToString(CultureInfo.InvariantCulture), unit);
        }

        /// <summary>What is no number, or far too long, is taken for none.</summary>
        public int Minutes => int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Rule.MostMinutes ? number * Units.First(it => it.Unit == Unit).Minutes : 0;
    }

    public sealed record ConditionRow(RuleField Field, RuleOperator Operator, IReadOnlyList<string> Values)
    {
        public string Words => string.Join(", ", Values);
    }

    public sealed record ActionRow(RuleActionKind Kind, string? Value, string Text, Length After);

    public static RuleInput Of(SaveRule.Request rule, int version)
    {
        var input = new RuleInput { Name = rule.Name, Trigger = rule.Trigger, InWorkingTime = rule.InWorkingTime, Match = rule.Match, Version = version };
        if (rule.Minutes is { } minutes)
            input.After = Length.Of(minutes);
        input.Conditions.AddRange(rule.Conditions.Select(it => new ConditionRow(it.Field, it.Operator, it.Values)));
        input.Actions.AddRange(rule.Actions.Select(it => new ActionRow(it.Kind, it.Value, it.Text ?? "", it.Minutes is { } given ? Length.Of(given) : Usual(it.Kind))));
        return input;
    }

    public static RuleInput Of(Rule rule) => Of(
        new()
        {
            Name = rule.Name,
            Trigger = rule.Trigger,
            Minutes = rule.Minutes,
            InWorkingTime = rule.InWorkingTime,
            Match = rule.Match,
            Conditions = rule.ReadConditions(),
            Actions = rule.ReadActions(),
        },
        rule.Version);

    public static RuleInput Read(IFormCollection form)
    {
        var input = new RuleInput
        {
            Name = form["name"].ToString(),
            Trigger = Given<RuleTrigger>(form["trigger"]),
            After = LengthIn(form, "after"),
            InWorkingTime = form["working"] == "true",
            Match = Given<RuleMatch>(form["match"]),
            Version = FormRows.Version(form),
        };
        for (var row = 0; row < RuleChecks.MostConditions && form.ContainsKey($"c{row}.field"); row++)
        {
            var field = Given<RuleField>(form[$"c{row}.field"]);
            var values = field is RuleField.Text
                ? FormRows.Words(form[$"c{row}.values"].ToString())
                : [.. form[$"c{row}.values"].OfType<string>()];
            input.Conditions.Add(new(field, Given<RuleOperator>(form[$"c{row}.operator"]), values));
        }

        for (var row = 0; row < RuleChecks.MostActions && form.ContainsKey($"a{row}.kind"); row++)
            input.Actions.Add(new(Given<RuleActionKind>(form[$"a{row}.kind"]), form[$"a{row}.value"].ToString() is { Length: > 0 } value ? value : null, form[$"a{row}.text"].ToString(), LengthIn(form, $"a{row}.after")));
        return input;
    }

    /// <summary>What a button of the form asks for besides saving: rows that come and go.</summary>
    /// <returns>False when the form is to be saved.</returns>
    public bool Rearrange(string what, IFormCollection form)
    {
        switch (what.Split('-'))
        {
            case ["add", "condition"]:
                if (Conditions.Count < RuleChecks.MostConditions && form["new.field"].Count > 0)
                    Conditions.Add(new(Given<RuleField>(form["new.field"]), RuleOperator.Is, []));
                return true;
            case ["add", "action"]:
                var kind = Given<RuleActionKind>(form["new.kind"]);
                if (Actions.Count < RuleChecks.MostActions && form["new.kind"].Count > 0)
                    Actions.Add(new(kind, null, "", Usual(kind)));
                return true;
            case ["drop", "c", var row]:
                Conditions.Drop(row);
                return true;
            case ["drop", "a", var row]:
                Actions.Drop(row);
                return true;
            default:
                return what is not ("save" or "try");
        }
    }

    public SaveRule.Request ToRequest() => new()
    {
        Name = Name,
        Trigger = Trigger,
        Minutes = Trigger.IsTimed() ? After.Minutes : null,
        InWorkingTime = InWorkingTime,
        Match = Match,
        Conditions = [.. Conditions.Select(it => new RuleCondition(it.Field, it.Operator, it.Values))],
        Actions = [.. Actions.Select(it => new RuleAction(it.Kind, it.Value, it.Text, it.After.Minutes))],
    };

    private static Length Usual(RuleActionKind kind) => kind is RuleActionKind.FollowUp ? new("3", "days") : new("1", "hours");

    private static Length LengthIn(IFormCollection form, string name) =>
        new(form[name].ToString().Trim(), Units.Any(it => it.Unit == form[$"{name}.unit"]) ? form[$"{name}.unit"].ToString() : "minutes");

    // What the form does not offer is refused where the rule is saved.
    private static T Given<T>(string? word) where T : struct, Enum => string.IsNullOrEmpty(word) ? default : Choice.Required<T>(word);
}
