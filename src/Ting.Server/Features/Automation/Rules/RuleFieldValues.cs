using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>What may stand in a condition of each field.</summary>
internal static class RuleFieldValues
{
    public const int MostWords = 20;
    public const int MostWordCharacters = 60;

    public static readonly string[] Signs = ["urgent", "complaint", "escalation"];

    /// <summary>The values to choose from; null where words are typed.</summary>
    public static IReadOnlyList<string>? Of(RuleField field, RuleWorld world) => field switch
    {
        RuleField.Inbox => [.. world.Inboxes.Select(it => it.Id.ToString())],
        RuleField.Channel => [.. world.Inboxes.Select(it => it.Kind).Distinct().Order(StringComparer.Ordinal)],
        RuleField.Language => [.. Languages.All.Select(it => it.Code)],
        RuleField.Priority => [.. Enum.GetValues<Priority>().Reverse().Select(it => ConversationWords.Key(it))],
        RuleField.Label => [.. world.Labels.Select(it => it.Id.ToString())],
        RuleField.Assignee => [RuleFacts.Nobody, .. world.Roster.Teams.Select(it => it.Id.ToString()), .. world.Roster.Members.Where(it => it.Active).Select(it => it.Id.ToString())],
        RuleField.Emotion => [.. Enum.GetValues<Emotion>().Select(it => ConversationWords.Key(it))],
        RuleField.Need => [.. Enum.GetValues<Need>().Select(it => ConversationWords.Key(it))],
        RuleField.Sign => Signs,
        RuleField.Tier => [.. DescribePerson.Tiers, RuleFacts.None],
        RuleField.Hours => [RuleFacts.OwnHours, .. world.Calendars.Select(it => it.Id.ToString())],
        RuleField.Rating => ["1", "2", "3", "4", "5"],
        _ => null,
    };

    /// <summary>Where a typed word is as good as a chosen one: the channel may have no inbox yet.</summary>
    public static bool Allows(RuleField field, string value, RuleWorld world) => field switch
    {
        RuleField.Text => !string.IsNullOrWhiteSpace(value) && value.Length <= MostWordCharacters && !value.Any(char.IsControl),
        RuleField.Channel => value.Length is > 0 and <= 20 && value.All(it => char.IsAsciiLetterLower(it) || char.IsAsciiDigit(it) || it == '-'),
        _ => Of(field, world)!.Contains(value),
    };
}
