using Microsoft.Extensions.Localization;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Automation;

/// <summary>Says in the reader's language what a rule asks and does. What is kept is data; the sentences are made here.</summary>
internal sealed class RuleWords(IStringLocalizer<AutomationText> text, IStringLocalizer<ConversationsText> words, RefusalSentences sentences)
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;

    public string When(RuleTrigger trigger, int? minutes, bool inWorkingTime) =>
        text[$"trigger.{Key(trigger)}", minutes is { } given ? inWorkingTime ? text["span.working", Span(given)].Value : Span(given) : text["trigger.some"].Value];

    public string When(RuleEntry rule) => When(rule.Trigger, rule.Minutes, rule.InWorkingTime);

    /// <summary>A condition; ids are looked up, and what the log keeps has its names already.</summary>
    public string If(RuleField field, RuleOperator way, IEnumerable<string> values, RuleWorld world) =>
        text[$"if.{Key(field)}.{Key(way)}", string.Join(text["or.values"], values.Select(value => Value(field, value, world)))];

    public string Value(RuleField field, string value, RuleWorld world)
    {
        if (Guid.TryParse(value, out var id))
            return world.NameOf(id) ?? text["value.gone"];

        return field switch
        {
            RuleField.Language => Languages.All.FirstOrDefault(it => it.Code == value)?.Name ?? value,
            RuleField.Channel => Known(text, $"channel.{value}") ?? value,
            RuleField.Priority => Known(words, $"priority.{value}") ?? value,
            RuleField.Emotion => Known(words, $"emotion.{value}") ?? value,
            RuleField.Need => Known(words, $"need.{value}") ?? value,
            RuleField.Sign => Known(words, $"tag.{value}") ?? value,
            RuleField.Tier => Known(words, $"tier.{value}") ?? Known(text, $"value.{value}") ?? value,
            RuleField.Assignee when value == RuleFacts.Nobody => text["value.nobody"],
            RuleField.Hours when value == RuleFacts.OwnHours => text["value.inbox"],
            _ => value,
        };
    }

    public string Do(RuleAction action, RuleWorld world) => Do(Named(action, world));

    public string Do(Deed deed) => deed.Kind switch
    {
        RuleActionKind.Assign when deed.What is null or RuleFacts.Nobody => text["do.assign.nobody"],
        RuleActionKind.SetPriority => text["do.setPriority", Known(words, $"priority.{Key(deed.What ?? "")}") ?? deed.What ?? ""],
        RuleActionKind.Note => text["do.note", deed.Text ?? ""],
        RuleActionKind.Snooze => text["do.snooze", Span(deed.Minutes ?? 0)],
        RuleActionKind.FollowUp => text["do.followUp", deed.Text ?? "", Span(deed.Minutes ?? 0)],
        RuleActionKind.Resolve => text["do.resolve"],
        _ => text[$"do.{Key(deed.Kind)}", deed.What ?? text["value.gone"].Value],
    };

    /// <summary>What came of an action.</summary>
    public string Result(string code) => Known(text, $"result.{code}") ?? sentences.For(code) ?? code;

    public string Span(int minutes) => minutes switch
    {
        >= Day when minutes % Day == 0 => text["span.days", minutes / Day],
        >= Hour when minutes % Hour == 0 => text["span.hours", minutes / Hour],
        _ => text["span.minutes", minutes],
    };

    private Deed Named(RuleAction action, RuleWorld world) => new(
        action.Kind, Guid.TryParse(action.Value, out var id) ? world.NameOf(id) ?? text["value.gone"] : action.Value, action.Text, action.Minutes, Deed.Done);

    private static string Key(object value) => ConversationWords.Key(value);

    private static string? Known(IStringLocalizer localizer, string key) => localizer[key] is { ResourceNotFound: false } found ? found.Value : null;
}
