using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Ting.Server.Features.Conversations;

/// <summary>Says in the reader's language why routing gave a conversation to somebody, or took it on from somebody.</summary>
internal static class AssignmentWords
{
    /// <param name="data">Of the event: the reason under "why".</param>
    public static string? Routed(this IStringLocalizer<ConversationsText> text, string agent, JsonElement data)
    {
        if (!data.TryGetProperty("why", out var why) || why.Deserialize<AssignmentReason>(JsonSerializerOptions.Web) is not { } reason)
            return null;

        List<string> because = [.. reason.Skills.Select(skill => text.Can(skill))];
        if (reason.SpokeBefore)
            because.Add(text["routed.knew"]);
        because.Add(text["routed.load", reason.Load, reason.Capacity]);
        if (reason.RelaxedAfter is { } minutes)
            because.Add(text["routed.relaxed", minutes]);
        return text["event.routed", agent, string.Join(text["routed.and"], because)];
    }

    /// <param name="agent">Who was away.</param>
    /// <param name="team">The team it went to; null for the queue it came from.</param>
    public static string HandedOn(this IStringLocalizer<ConversationsText> text, string agent, string? team, JsonElement data)
    {
        var minutes = data.TryGetProperty("minutes", out var given) && given.TryGetInt32(out var value) ? value : 0;
        return team is null ? text["event.handedOn.queue", agent, minutes] : text["event.handedOn", agent, minutes, team];
    }

    private static string Can(this IStringLocalizer<ConversationsText> text, SkillReason skill) =>
        skill.Language is { } language && text[$"spoken.{language}"] is { ResourceNotFound: false } name
            ? text["routed.language", name.Value, skill.Level]
            : text["routed.skill", skill.Name, skill.Level];
}
