using Microsoft.Extensions.Localization;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Ui;

namespace Ting.Server.Features.Cases;

/// <summary>The words in which screens speak of cases.</summary>
internal static class CaseWords
{
    public static string Of(this IStringLocalizer<CasesText> text, Enum value) => text[$"{Prefix(value)}.{ConversationWords.Key(value)}"];

    /// <summary>Who did something, by name.</summary>
    public static string ActorName(this IStringLocalizer<CasesText> text, Roster roster, string actor) => actor.Split(':') switch
    {
        ["agent", var id] when Guid.TryParse(id, out var agentId) => roster.NameOf(agentId) ?? text["actor.gone"],
        ["customer"] => text["actor.customer"],
        ["key", ..] => text["actor.program"],
        _ => "Ting 聽",
    };

    public static string IconOf(CaseKind kind) => kind switch { CaseKind.Complaint => "alert", CaseKind.Problem => "sliders", CaseKind.Question => "info", CaseKind.Recovery => "heart", _ => "box" };

    public static Tone ToneOf(CaseKind kind) => kind switch { CaseKind.Complaint => Tone.Danger, CaseKind.Problem => Tone.Warning, CaseKind.Recovery => Tone.Heart, CaseKind.Question => Tone.Info, _ => Tone.Neutral };

    public static Tone ToneOf(CaseState state) => state switch { CaseState.New => Tone.Info, CaseState.Working => Tone.Brand, CaseState.Waiting => Tone.Warning, _ => Tone.Success };

    private static string Prefix(Enum value) => value switch
    {
        CaseKind => "kind",
        CaseState => "state",
        SalesPhase => "phase",
        CaseCourse => "course",
        EntryKind => "step",
        CheckVerdict => "verdict",
        Gestures.GestureKind => "gesture.kind",
        Gestures.GestureState => "gesture.state",
        Causes.CauseArea => "area",
        Causes.ChangeState => "change",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
