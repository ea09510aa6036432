using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>Whether a rule can be kept: everything it names is there, and everything it needs is said.</summary>
internal static class RuleChecks
{
    public const int MostConditions = 10;
    public const int MostActions = 10;

    public static Refusal? Of(SaveRule.Request request, RuleWorld world)
    {
        if (Check.Name(request.Name, "name") is { } badName)
            return badName;
        if (!Enum.IsDefined(request.Trigger))
            return Refusal.Invalid("form.choice", "trigger");
        if (request.Trigger.IsTimed() && request.Minutes is null or < 1 or > Rule.MostMinutes)
            return Refusal.Invalid("rule.minutes", "minutes");
        if (!Enum.IsDefined(request.Match))
            return Refusal.Invalid("form.choice", "match");
        if (request.Conditions.Count > MostConditions)
            return Refusal.Invalid("rule.too_many", "conditions");
        if (request.Conditions.Select(it => Of(it, world)).FirstOrDefault(it => it is not null) is { } badCondition)
            return badCondition;
        if (request.Actions.Count == 0)
            return Refusal.Invalid("rule.no_action", "actions");
        return request.Actions.Count > MostActions ? Refusal.Invalid("rule.too_many", "actions") : request.Actions.Select(it => Of(it, world)).FirstOrDefault(it => it is not null);
    }

    private static Refusal? Of(RuleCondition condition, RuleWorld world)
    {
        if (condition is null || !Enum.IsDefined(condition.Field) || !Enum.IsDefined(condition.Operator))
            return Refusal.Invalid("form.choice", "conditions");
        if (condition.Values is null or { Count: 0 })
            return Refusal.Invalid("rule.condition_empty", "conditions");
        if (condition.Field is RuleField.Text && condition.Values.Count > RuleFieldValues.MostWords)
            return Refusal.Invalid("rule.too_many", "conditions");
        return condition.Values.All(value => value is not null && RuleFieldValues.Allows(condition.Field, value, world)) ? null : Refusal.Invalid("rule.condition_unknown", "conditions");
    }

    private static Refusal? Of(RuleAction action, RuleWorld world)
    {
        if (action is null || !Enum.IsDefined(action.Kind))
            return Refusal.Invalid("form.choice", "actions");

        var id = Guid.TryParse(action.Value, out var given) ? given : (Guid?)null;
        var isRight = action.Kind switch
        {
            RuleActionKind.Assign => action.Value == RuleFacts.Nobody || (id is { } who && (world.Works(who) || world.IsTeam(who))),
            RuleActionKind.AddLabel or RuleActionKind.RemoveLabel => id is { } label && world.Labels.Any(it => it.Id == label),
            RuleActionKind.SetPriority => Choice.Of<Priority>(action.Value) is not null,
            RuleActionKind.Reply => id is { } phrase && world.PhraseOf(phrase) is not null,
            RuleActionKind.FollowUp => string.IsNullOrEmpty(action.Value) || (id is { } asks && (world.Works(asks) || world.IsTeam(asks))),
            _ => true,
        };
        if (!isRight)
            return Refusal.Invalid("rule.action_unknown", "actions");
        if (action.Kind is RuleActionKind.Note or RuleActionKind.FollowUp && (string.IsNullOrWhiteSpace(action.Text) || action.Text.Length > MostText(action.Kind)))
            return Refusal.Invalid("rule.action_text", "actions");
        return action.Kind is RuleActionKind.Snooze or RuleActionKind.FollowUp && action.Minutes is null or < 1 or > Rule.MostMinutes ? Refusal.Invalid("rule.minutes", "actions") : null;
    }

    public static int MostText(RuleActionKind kind) => kind is RuleActionKind.FollowUp ? FollowUps.FollowUp.MostCharacters : 2000;
}
