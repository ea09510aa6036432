using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>What a condition looks at. Stored by name; never rename one.</summary>
public enum RuleField { Inbox, Channel, Language, Priority, Label, Assignee, Emotion, Need, Sign, Tier, Hours, Text, Rating }

/// <summary>Is: at least one of the values is there. IsNot: none of them is.</summary>
public enum RuleOperator { Is, IsNot }

/// <summary>All conditions must hold, or one is enough.</summary>
public enum RuleMatch { All, Any }

/// <summary>One "if" of a rule: a field and the values that are looked for in it.</summary>
/// <param name="Values">Ids, or words that <see cref="RuleFieldValues"/> knows; for the text, the words that are looked for.</param>
public sealed record RuleCondition(RuleField Field, RuleOperator Operator, IReadOnlyList<string> Values);

/// <summary>What a rule does. Stored by name; never rename one.</summary>
public enum RuleActionKind { Assign, AddLabel, RemoveLabel, SetPriority, Reply, Note, Snooze, Resolve, FollowUp }

/// <summary>One "then" of a rule.</summary>
/// <param name="Value">An id, nobody, or a priority; null where the kind needs none.</param>
/// <param name="Text">Of a note, or what to ask in a follow-up.</param>
/// <param name="Minutes">How long to put off, or after how long to ask again.</param>
public sealed record RuleAction(RuleActionKind Kind, string? Value = null, string? Text = null, int? Minutes = null);

/// <summary>How conditions and actions are written in the database.</summary>
internal static class RuleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
