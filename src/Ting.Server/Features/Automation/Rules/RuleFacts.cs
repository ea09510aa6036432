using System.Text;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>How a conversation stood at the moment a rule looked at it.</summary>
public sealed record RuleFacts
{
    public const string Nobody = "nobody";
    public const string None = "none";
    public const string OwnHours = "inbox";

    public required DateTimeOffset At { get; init; }
    public required Guid InboxId { get; init; }
    public required string Channel { get; init; }

    /// <summary>zh-Hans, ja or en; null while nobody knows.</summary>
    public string? Language { get; init; }

    public Priority Priority { get; init; } = Priority.Normal;
    public IReadOnlyCollection<Guid> Labels { get; init; } = [];
    public Guid? AgentId { get; init; }
    public Guid? TeamId { get; init; }

    /// <summary>The customer would rather not be read: nothing is known of how they feel, and no condition about it holds.</summary>
    public bool MoodHidden { get; init; }

    public string? Emotion { get; init; }
    public string? Need { get; init; }

    /// <summary>urgent, complaint, escalation.</summary>
    public IReadOnlyCollection<string> Signs { get; init; } = [];

    public string? Tier { get; init; }

    /// <summary>What was said in the message that the rule is about.</summary>
    public string Text { get; init; } = "";

    public int? Rating { get; init; }

    /// <summary>Whether somebody works at that moment, by the hours of the inbox or by a calendar.</summary>
    public required Func<string, bool> IsOpen { get; init; }

    /// <summary>What is found where a condition looks; of open-ended fields only what was asked for, so that no customer's words get into a log.</summary>
    internal IReadOnlyList<string> Found(RuleCondition condition) => condition.Field switch
    {
        RuleField.Inbox => [InboxId.ToString()],
        RuleField.Channel => [Channel],
        RuleField.Language => Some(Language),
        RuleField.Priority => [ConversationWords.Key(Priority)],
        RuleField.Label => [.. Labels.Select(label => label.ToString())],
        RuleField.Assignee => AgentId is null && TeamId is null ? [Nobody] : [.. Some(AgentId?.ToString() ?? Nobody), .. Some(TeamId?.ToString())],
        RuleField.Emotion => MoodHidden ? [] : Some(Emotion is null ? null : ConversationWords.Key(Emotion)),
        RuleField.Need => MoodHidden ? [] : Some(Need is null ? null : ConversationWords.Key(Need)),
        RuleField.Sign => MoodHidden ? [] : [.. Signs],
        RuleField.Tier => [Tier ?? None],
        RuleField.Hours => [.. condition.Values.Where(IsOpen)],
        RuleField.Text => [.. condition.Values.Where(word => Plain(Text).Contains(Plain(word), StringComparison.Ordinal))],
        RuleField.Rating => Some(Rating?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, null),
    };

    /// <summary>A condition about what is not known holds neither way.</summary>
    internal bool Knows(RuleField field) => field switch
    {
        RuleField.Emotion or RuleField.Need or RuleField.Sign => !MoodHidden,
        RuleField.Rating => Rating is not null,
        _ => true,
    };

    // Full-width letters and capitals are the same words.
    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    private static IReadOnlyList<string> Some(string? value) => value is null ? [] : [value];
}

/// <summary>One condition, what was found, and whether it holds.</summary>
public sealed record Finding(RuleField Field, RuleOperator Operator, IReadOnlyList<string> Asked, IReadOnlyList<string> Found, bool Met);

/// <summary>Whether a rule applies to how things stand. Pure: asks nothing of a database or a clock.</summary>
internal static class Judge
{
    public static (bool Applies, IReadOnlyList<Finding> Findings) Of(RuleEntry rule, RuleFacts facts)
    {
        Finding[] findings = [.. rule.Conditions.Select(condition => Of(condition, facts))];
        var applies = findings.Length == 0 || (rule.Match is RuleMatch.All ? findings.All(it => it.Met) : findings.Any(it => it.Met));
        return (applies, findings);
    }

    private static Finding Of(RuleCondition condition, RuleFacts facts)
    {
        var found = facts.Found(condition);
        var met = facts.Knows(condition.Field) && condition.Values.Any(found.Contains) == (condition.Operator is RuleOperator.Is);
        return new Finding(condition.Field, condition.Operator, condition.Values, found, met);
    }
}
