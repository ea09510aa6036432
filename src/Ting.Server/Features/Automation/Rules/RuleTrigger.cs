using System.Text.Json;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>What sets a rule off: something that happened, or time that has passed since. Stored by name; never rename one.</summary>
public enum RuleTrigger { Opened, CustomerWrote, AgentReplied, Resolved, Reopened, Assigned, Labelled, Rated, Unanswered, CustomerSilent, StillOpen }

/// <summary>Which line of the event log sets off which rules.</summary>
internal static class RuleTriggers
{
    private static readonly Dictionary<string, RuleTrigger> ByEvent = new()
    {
        ["conversation.opened"] = RuleTrigger.Opened,
        ["message.received"] = RuleTrigger.CustomerWrote,
        ["message.sent"] = RuleTrigger.AgentReplied,
        ["conversation.resolved"] = RuleTrigger.Resolved,
        ["conversation.reopened"] = RuleTrigger.Reopened,
        ["conversation.assigned"] = RuleTrigger.Assigned,
        ["conversation.labelled"] = RuleTrigger.Labelled,
        ["satisfaction.answered"] = RuleTrigger.Rated,
    };

    public static IReadOnlyCollection<string> Events => ByEvent.Keys;

    public static bool IsTimed(this RuleTrigger trigger) => trigger is RuleTrigger.Unanswered or RuleTrigger.CustomerSilent or RuleTrigger.StillOpen;

    public static RuleTrigger? Of(string eventType) => ByEvent.TryGetValue(eventType, out var trigger) ? trigger : null;

    /// <summary>What time is counted for from this event on.</summary>
    public static RuleTrigger? ClockOf(RuleTrigger happened) => happened switch
    {
        RuleTrigger.CustomerWrote => RuleTrigger.Unanswered,
        RuleTrigger.AgentReplied => RuleTrigger.CustomerSilent,
        RuleTrigger.Opened or RuleTrigger.Reopened => RuleTrigger.StillOpen,
        _ => null,
    };

    /// <summary>The team that an inbox gives a new conversation to is no assignment that anybody made.</summary>
    public static bool IsOfInbox(LoggedEvent line) => line.Type == "conversation.assigned" && line.Data.Contains("\"reason\":\"inbox\"", StringComparison.Ordinal);

    /// <summary>The rule whose doing a line of the log is; null for anybody else's.</summary>
    public static Guid? RuleOf(string actor) => actor.Split(':') is ["rule", var id] && Guid.TryParse(id, out var rule) ? rule : null;

    public static Guid? IdIn(LoggedEvent line, string field)
    {
        using var data = JsonDocument.Parse(line.Data);
        return data.RootElement.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;
    }
}
