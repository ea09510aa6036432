namespace Ting.Server.Features.Audiences;

/// <summary>Stored by name; never rename one.</summary>
public enum AudienceKind { View, Segment }

/// <summary>Whom a survey is sent to: the people of the conversations in a view, or those of a segment. Written view:ID and segment:ID.</summary>
public sealed record AudienceKey(AudienceKind Kind, Guid Id)
{
    public static AudienceKey? Read(string? text) => text?.Split(':') switch
    {
        ["view", var id] when Guid.TryParse(id, out var view) => new(AudienceKind.View, view),
        ["segment", var id] when Guid.TryParse(id, out var segment) => new(AudienceKind.Segment, segment),
        _ => null,
    };

    public override string ToString() => $"{(Kind is AudienceKind.View ? "view" : "segment")}:{Id}";
}

/// <summary>The people of an audience as whoever asks may see it: each once, living records only.</summary>
/// <param name="Name">Of the view or the segment.</param>
/// <param name="More">There are more than are asked at once.</param>
public sealed record Audience(AudienceKey Key, string Name, IReadOnlyList<Audience.Member> People, bool More)
{
    /// <summary>So many are asked at once.</summary>
    public const int Most = 2_000;

    /// <param name="ConversationId">The newest conversation with them that the audience is about; null when there is none to ask in.</param>
    public sealed record Member(Guid PersonId, Guid? ConversationId);
}
