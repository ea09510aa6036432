using Microsoft.Extensions.Localization;
using Ting.Server.Features.Automation.Rules;

namespace Ting.Server.Features.Automation;

/// <summary>Rules that many desks begin with, to be changed as one likes.</summary>
internal static class RuleStarters
{
    public static readonly string[] Keys = ["angry", "waiting", "night", "complaint", "silent"];

    /// <returns>Null when there is no such example.</returns>
    public static SaveRule.Request? Of(string? key, RuleWorld world, IStringLocalizer<AutomationText> text)
    {
        if (!Keys.Contains(key))
            return null;

        var rule = key switch
        {
            "angry" => new SaveRule.Request
            {
                Trigger = RuleTrigger.CustomerWrote,
                Conditions = [new(RuleField.Emotion, RuleOperator.Is, ["angry"]), new(RuleField.Priority, RuleOperator.IsNot, ["urgent"])],
                Actions = [new(RuleActionKind.SetPriority, "urgent")],
            },
            "waiting" => new()
            {
                Trigger = RuleTrigger.Unanswered,
                Minutes = 30,
                InWorkingTime = true,
                Actions = [new(RuleActionKind.SetPriority, "high"), new(RuleActionKind.Note, Text: text["starter.waiting.note"])],
            },
            "night" => new()
            {
                Trigger = RuleTrigger.CustomerWrote,
                Conditions = [new(RuleField.Hours, RuleOperator.IsNot, [RuleFacts.OwnHours])],
                Actions = [new(RuleActionKind.Reply, world.Phrases.Select(it => it.Id.ToString()).FirstOrDefault())],
            },
            "complaint" => new()
            {
                Trigger = RuleTrigger.Resolved,
                Conditions = [new(RuleField.Sign, RuleOperator.Is, ["complaint"])],
                Actions = [new(RuleActionKind.FollowUp, Text: text["starter.complaint.text"], Minutes: 3 * 24 * 60)],
            },
            _ => new()
            {
                Trigger = RuleTrigger.CustomerSilent,
                Minutes = 3 * 24 * 60,
                Actions = [new(RuleActionKind.Resolve)],
            },
        };
        rule.Name = text[$"starter.{key}"];
        return rule;
    }
}
