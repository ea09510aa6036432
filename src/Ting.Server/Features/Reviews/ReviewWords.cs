using Microsoft.Extensions.Localization;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Ui;

namespace Ting.Server.Features.Reviews;

/// <summary>The words and colours in which screens speak of reviews.</summary>
internal static class ReviewWords
{
    /// <summary>In the order in which people choose.</summary>
    public static readonly IReadOnlyList<CriterionVerdict> Verdicts = [CriterionVerdict.Passed, CriterionVerdict.Failed, CriterionVerdict.NotApplicable, CriterionVerdict.NotEnoughEvidence];

    public static string Of(this IStringLocalizer<ReviewsText> text, CriterionVerdict verdict) => text[$"verdict.{ConversationWords.Key(verdict)}"];

    public static string Of(this IStringLocalizer<ReviewsText> text, ReviewPick pick) => text[$"pick.{ConversationWords.Key(pick)}"];

    /// <summary>Why the engine says so.</summary>
    public static string? ReasonOf(this IStringLocalizer<ReviewsText> text, CriterionResult result)
    {
        if (result.Reason is not { } reason)
            return null;
        return result.Count == 1 && text[$"reason.{reason}.one"] is { ResourceNotFound: false } one ? one : text[$"reason.{reason}", result.Count];
    }

    /// <summary>agent:ID, key:ID or system, by name.</summary>
    public static string ActorName(this IStringLocalizer<ReviewsText> text, Roster roster, string actor) =>
        actor == "system" ? text["engine"] : actor.Split(':') is ["agent", var id] && Guid.TryParse(id, out var agentId) ? roster.NameOf(agentId) ?? text["somebody"] : text["program"];

    public static Tone ToneOf(CriterionVerdict verdict) => verdict switch { CriterionVerdict.Passed => Tone.Success, CriterionVerdict.Failed => Tone.Danger, _ => Tone.Outline };

    public static string IconOf(CriterionVerdict verdict) => verdict switch { CriterionVerdict.Passed => "check", CriterionVerdict.Failed => "x", CriterionVerdict.NotApplicable => "minus", _ => "why" };

    public static Tone ToneOf(ReviewPick pick) => pick switch { ReviewPick.Risk => Tone.Danger, ReviewPick.Disagreement => Tone.Warning, _ => Tone.Outline };

    public static RingState StateOf(int score) => score < 50 ? RingState.Over : score < 80 ? RingState.Warn : RingState.Ok;
}
