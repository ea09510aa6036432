using System.Globalization;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;

namespace Ting.Server.Features.Insights;

/// <summary>How the queue stands this moment.</summary>
public sealed record QueueFigures(int Open, int Waiting, int Unassigned, int AtRisk, int Overdue, DateTimeOffset? OldestWaitSince)
{
    internal static readonly QueueFigures Empty = new(0, 0, 0, 0, 0, null);
}

/// <summary>In seconds; null when nothing was measured.</summary>
public sealed record TimeFigures(int Count, double? Median, double? P90)
{
    internal static readonly TimeFigures None = new(0, null, null);
}

/// <param name="Start">When the hour or day begins, UTC.</param>
public sealed record VolumeFigure(DateTimeOffset Start, int Received, int Resolved);

/// <param name="Scores">How many gave 1, 2, 3, 4, 5.</param>
/// <param name="PredictedOnly">Conversations of which no answer is known, asked or not.</param>
/// <param name="PredictedOfUnanswered">Mean prediction of those.</param>
/// <param name="PredictedOfAnswered">Mean prediction of those who answered, to be held against their mean answer.</param>
public sealed record SatisfactionFigures(int Asked, int Answered, int Declined, IReadOnlyList<int> Scores, int PredictedOnly, double? PredictedOfUnanswered, double? PredictedOfAnswered)
{
    public int Satisfied => Scores[3] + Scores[4];
    public double? MeanScore => Answered == 0 ? null : Scores.Select((count, index) => count * (index + 1.0)).Sum() / Answered;
}

/// <param name="First">How many first messages stood at −2, −1, 0, +1, +2.</param>
/// <param name="Last">The same of the last messages.</param>
public sealed record EmotionFigures(IReadOnlyList<int> First, IReadOnlyList<int> Last, int NegativeStart, int Recovered)
{
    public int Count => First.Sum();
}

public sealed record CoachFigure(string Category, int Shown, int Accepted, int Skipped, int Overridden, int Disputed);

public sealed record TopicFigure(Guid LabelId, string Name, int Count);

/// <summary>One inbox or team; the id is null for conversations without a team.</summary>
public sealed record GroupFigure(Guid? Id, string Name, int Received, int Resolved, TimeFigures FirstReply, int Answered, int Satisfied);

/// <summary>Of the conversations that had this target, in how many it was always met.</summary>
public sealed record TargetFigure(ServiceTarget Target, int Met, int Count);

public sealed record InsightFigures(
    int Received, int Resolved, TimeFigures FirstReply, TimeFigures Resolution, IReadOnlyList<VolumeFigure> Volume, bool ByHour,
    SatisfactionFigures Satisfaction, EmotionFigures Emotion, IReadOnlyList<CoachFigure> Coach, IReadOnlyList<TopicFigure> Topics,
    IReadOnlyList<GroupFigure> Inboxes, IReadOnlyList<GroupFigure> Teams, IReadOnlyList<TargetFigure> Targets);

/// <param name="FindingId">Of what the coach showed; null when the row is a conversation as such.</param>
internal sealed record RowShape(
    Guid? FindingId, long Number, string? Subject, string Person, ConversationStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? FirstReplyAt, DateTimeOffset? ResolvedAt,
    DateTimeOffset? WaitingSince, DateTimeOffset? ReplyDueAt, int? FirstLevel, int? LastLevel, int? Score, double? Predicted, string? Finding, string? Outcome)
{
    /// <summary>Where the next part of the list goes on.</summary>
    public string Cursor => FindingId?.ToString() ?? Number.ToString(CultureInfo.InvariantCulture);
}
