using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Recovery;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Cases;

/// <summary>A case as lists of the API show it.</summary>
public sealed record CaseShape(
    Guid Id, long Number, Guid PersonId, CaseKind Kind, string Title, CaseState State, Priority Priority, Guid? OwnerId, Guid? TeamId, DateTimeOffset DueAt, bool Late,
    SalesPhase Phase, CaseCourse Course, Guid? CauseId, int Round, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt)
{
    public static CaseShape Of(Case it, DateTimeOffset now) => new(
        it.Id, it.Number, it.PersonId, it.Kind, it.Title, it.State, it.Priority, it.OwnerId, it.TeamId, it.DueAt, it.IsLate(now), it.Phase, it.Course, it.CauseId, it.Round, it.CreatedAt, it.ClosedAt);
}

/// <summary>A case with everything that belongs to it.</summary>
/// <param name="NextStep">Of a complaint that still has steps before it; else null.</param>
/// <param name="Recovery">What the customer answered before and after, one for each round that was closed.</param>
public sealed record CaseDetails(
    CaseShape Case, EntryKind? NextStep, IReadOnlyList<Guid> ConversationIds, IReadOnlyList<EntryShape> Entries, IReadOnlyList<CheckShape> Checks, IReadOnlyList<TaskShape> Tasks,
    IReadOnlyList<GivenShape> Gestures, IReadOnlyList<RecoveryShape> Recovery);

public sealed record EntryShape(Guid Id, EntryKind Kind, int Round, string Said, string More, int? Feeling, bool Skipped, string Actor, DateTimeOffset At)
{
    public static EntryShape Of(CaseEntry it) => new(it.Id, it.Kind, it.Round, it.Said, it.More, it.Feeling, it.Skipped, it.Actor, it.At);
}

public sealed record CheckShape(string Item, CheckVerdict Verdict, string? Actor, DateTimeOffset? At);

public sealed record TaskShape(Guid Id, Guid CaseId, string Text, Guid? TeamId, Guid? AgentId, DateTimeOffset DueAt, bool Late, DateTimeOffset? DoneAt, string? DoneBy)
{
    public static TaskShape Of(CaseTask it, DateTimeOffset now) => new(it.Id, it.CaseId, it.Text, it.TeamId, it.AgentId, it.DueAt, it.IsLate(now), it.DoneAt, it.DoneBy);
}

/// <param name="Amount">In the currency of the workspace.</param>
public sealed record GivenShape(
    Guid Id, Guid CaseId, Guid GestureId, decimal Amount, GestureState State, string Reason, string AskedBy, DateTimeOffset AskedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string Answer)
{
    public static GivenShape Of(GivenGesture it, string currency) => new(
        it.Id, it.CaseId, it.GestureId, Currency.FromSmallest(it.Amount, currency), it.State, it.Reason, it.AskedBy, it.AskedAt, it.DecidedBy, it.DecidedAt, it.Answer);
}

/// <param name="Before">What the customer answered before, from 1 to 5; null when they had not.</param>
public sealed record RecoveryShape(int Round, int? Before, int? Score, string? Comment, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? DeclinedAt)
{
    public static RecoveryShape Of(RecoveryRating it) => new(it.Round, it.Before, it.Score, it.Comment, it.AskedAt, it.AnsweredAt, it.DeclinedAt);
}
