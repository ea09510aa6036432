using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Products;

namespace Ting.Server.Features.Recommendations;

/// <summary>
/// All that recommendations look at, of one person at one moment. What is not in here cannot sway them: no tier, no spending, no age and no gender
/// (TRAP-07, TRAP-08).
/// </summary>
public sealed record PersonCase
{
    public required DateTimeOffset At { get; init; }

    /// <summary>In which the desk lives: nobody knows the person's own.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public IReadOnlyDictionary<string, ConsentState> Consents { get; init; } = new Dictionary<string, ConsentState>();

    /// <summary>Those that were agreed to.</summary>
    public IReadOnlyList<KnownFact> Facts { get; init; } = [];

    public IReadOnlyList<MadePromise> Promises { get; init; } = [];

    /// <summary>Complaints that are not closed.</summary>
    public IReadOnlyList<OpenComplaint> Complaints { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Talk> Talks { get; init; } = [];

    public LowScore? Score { get; init; }
    public IReadOnlyList<NearDate> Dates { get; init; } = [];

    /// <summary>Without what was paid back; oldest first.</summary>
    public IReadOnlyList<Purchase> Orders { get; init; } = [];

    public IReadOnlyList<Belonging> Segments { get; init; } = [];
    public IReadOnlyList<ProvenIdentity> Identities { get; init; } = [];
    public IReadOnlyList<ProductEntry> Products { get; init; } = [];

    /// <summary>By key, until when something is not said again.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Answered { get; init; } = new Dictionary<string, DateTimeOffset>();
}

public sealed record KnownFact(Guid Id, string Attribute, string Value, string? Quote, string Purpose, DateTimeOffset Since, DateTimeOffset ReviewAt);

public sealed record MadePromise(Guid Id, long Conversation, string Text, DateTimeOffset DueAt, PromiseState State, DateTimeOffset? ClosedAt);

public sealed record OpenComplaint(Guid Id, long Number, string Title, DateTimeOffset DueAt);

/// <param name="Level">How they felt last in it; null when nobody knows, or they do not want it known.</param>
/// <param name="Worst">The lowest they felt in it: who has calmed down has not got what they came for yet.</param>
public sealed record Talk(Guid Id, long Number, string Channel, DateTimeOffset Began, DateTimeOffset LastAt, int? Level, bool MoodHidden, bool Open, int Messages, int? Worst = null);

/// <summary>The last answer, when it was a bad one and nobody has written since.</summary>
public sealed record LowScore(Guid ConversationId, long Number, int Score, string Comment, DateTimeOffset At);

public sealed record NearDate(Guid Id, string Kind, string Label, DateTimeOffset At);

public sealed record Purchase(Guid Id, string ExternalId, DateTimeOffset PlacedAt, IReadOnlyList<string> Items, DateTimeOffset? DueAt = null, DateTimeOffset? DeliveredAt = null);

public sealed record Belonging(Guid Id, string Name, string Strategy);

public sealed record ProvenIdentity(Guid Id, string Kind, bool Verified);
