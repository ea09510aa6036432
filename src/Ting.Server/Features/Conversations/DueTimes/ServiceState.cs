using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>A target that is not met yet.</summary>
/// <param name="Sequence">Of the event that began it, which makes it known from others of its kind.</param>
/// <param name="Used">The working time it has taken before <paramref name="Since"/>.</param>
/// <param name="Since">When it began to run, or went on; null while it stands still.</param>
/// <param name="Warned">People have been warned of it.</param>
/// <param name="Broken">It has been written down as broken.</param>
public sealed record RunningClock(ServiceTarget Target, int Sequence, DateTimeOffset StartedAt, TimeSpan Used, DateTimeOffset? Since, bool Warned = false, bool Broken = false)
{
    public bool IsOfReply => Target is not ServiceTarget.Resolution;
}

/// <summary>How far a conversation's events have brought its targets: enough to go on counting from, without reading them again.</summary>
/// <param name="Answered">Somebody has answered the customer's first words.</param>
/// <param name="TheirTurn">We wait for the customer.</param>
/// <param name="Away">It is part of another conversation.</param>
public sealed record ServiceState(
    Priority Priority, string? Tier, bool Answered, bool TheirTurn, bool Snoozed, bool Resolved, bool Away, IReadOnlyList<RunningClock> Clocks)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static ServiceState Beginning(string? tier) => new(Priority.Normal, tier, false, false, false, false, false, []);

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static ServiceState? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<ServiceState>(text, Json) is { } state ? state with { Clocks = state.Clocks ?? [] } : null;
}

/// <summary>By when something is due, and when people are warned of it; null when they are not.</summary>
public sealed record DueTime(RunningClock Clock, ServiceRule Rule, DateTimeOffset At, DateTimeOffset? WarnAt);
