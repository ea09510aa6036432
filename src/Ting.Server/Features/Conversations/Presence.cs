using System.Collections.Concurrent;
using System.Text.Json;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Conversations;

/// <summary>Who has which conversation open just now, and who is writing. Kept in memory: it is true for half a minute at most.</summary>
public sealed class Presence(LiveFeed live, TimeProvider clock)
{
    public const string Topic = "presence";

    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TypingStay = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<(Guid Conversation, Guid Agent), Seat> _seats = [];

    public sealed record Viewer(Guid AgentId, string Name, bool Typing);

    public void Here(Guid conversationId, Guid agentId, string name, bool typing)
    {
        var now = clock.GetUtcNow();
        var before = _seats.GetValueOrDefault((conversationId, agentId));
        var stopped = !typing && before is { TypingUntil: var until } && until != DateTimeOffset.MinValue && until < now;
        var typingUntil = typing ? now + TypingStay : stopped ? DateTimeOffset.MinValue : before?.TypingUntil ?? DateTimeOffset.MinValue;
        _seats[(conversationId, agentId)] = new Seat(name, now + Stay, typingUntil);
        var left = Clear(now);
        if (before is null || before.Until < now || stopped || (typing && before.TypingUntil < now) || left.Contains(conversationId))
            Announce(conversationId);
        foreach (var other in left.Where(it => it != conversationId))
            Announce(other);
    }

    public void Gone(Guid conversationId, Guid agentId)
    {
        if (_seats.TryRemove((conversationId, agentId), out _))
            Announce(conversationId);
    }

    /// <summary>Everybody but the one who asks.</summary>
    public IReadOnlyList<Viewer> Of(Guid conversationId, Guid but)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. _seats.Where(seat => seat.Key.Conversation == conversationId && seat.Key.Agent != but && seat.Value.Until >= now)
                .Select(seat => new Viewer(seat.Key.Agent, seat.Value.Name, seat.Value.TypingUntil >= now))
                .OrderBy(viewer => viewer.Name, StringComparer.Ordinal),
        ];
    }

    // Nobody says goodbye when a line breaks: whoever comes next clears the seats away.
    private HashSet<Guid> Clear(DateTimeOffset now)
    {
        var left = new HashSet<Guid>();
        foreach (var (key, seat) in _seats)
        {
            if (seat.Until < now && _seats.TryRemove(new KeyValuePair<(Guid, Guid), Seat>(key, seat)))
                left.Add(key.Conversation);
        }

        return left;
    }

    // Queues are told who is there and draw it themselves: with many agents somebody comes or goes all the time.
    private void Announce(Guid conversationId)
    {
        live.Publish($"presence:{conversationId}");
        live.Publish(new Notice(Topic, Topic, JsonSerializer.Serialize(new { conversation = conversationId, viewers = Of(conversationId, Guid.Empty) }, JsonSerializerOptions.Web)));
    }

    private sealed record Seat(string Name, DateTimeOffset Until, DateTimeOffset TypingUntil);
}
