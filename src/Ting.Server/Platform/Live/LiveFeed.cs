using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ting.Server.Platform.Live;

/// <param name="Topic">What changed: inbox, conversation:ID, visitor:ID …</param>
/// <param name="Kind">changed, typing, presence …</param>
/// <param name="Data">A JSON value, or null when the topic says it all.</param>
public sealed record Notice(string Topic, string Kind = "changed", string? Data = null);

/// <summary>Whether the screen that asks may hear a notice; asked for each, for who sees what changes while a screen stays open.</summary>
public sealed record NoticeGate(Func<Notice, CancellationToken, ValueTask<bool>> MayHearAsync);

/// <summary>
/// Tells open screens what just changed. A screen carries the <see cref="Position"/> it was drawn at; when it begins to listen it hears which of its
/// topics have changed since, and only those are drawn again.
/// </summary>
public sealed class LiveFeed
{
    private const int MostRemembered = 4096;

    private readonly Lock _lock = new();
    private readonly string _life = Guid.CreateVersion7().ToString("N"); // positions of another life of the server mean nothing here
    private readonly Dictionary<string, long> _changed = [];
    private long _position;
    private long _forgotten;
    private ImmutableDictionary<string, ImmutableHashSet<Channel<Notice>>> _listeners = ImmutableDictionary<string, ImmutableHashSet<Channel<Notice>>>.Empty;

    /// <summary>How far the feed has come: whatever is read after asking for it is at least as new.</summary>
    public string Position => $"{_life}-{Interlocked.Read(ref _position)}";

    public void Publish(string topic)
    {
        lock (_lock)
        {
            if (_changed.Count >= MostRemembered)
            {
                _changed.Clear();
                _forgotten = _position;
            }

            _changed[topic] = Interlocked.Increment(ref _position);
        }

        Publish(new Notice(topic));
    }

    /// <summary>For what passes and need not be known later, such as typing.</summary>
    public void Publish(Notice notice)
    {
        if (!_listeners.TryGetValue(notice.Topic, out var listeners))
            return;

        foreach (var listener in listeners)
            listener.Writer.TryWrite(notice);
    }

    /// <summary>True when somebody listens to the topic now.</summary>
    public bool IsHeard(string topic) => _listeners.ContainsKey(topic);

    /// <returns>Those topics that have changed after the position; all of them when that cannot be known.</returns>
    public IReadOnlyList<string> ChangedSince(string? position, IReadOnlyCollection<string> topics)
    {
        var known = position?.Split('-') is [var life, var number] && life == _life && long.TryParse(number, out var at) ? at : -1;
        lock (_lock)
            return known < _forgotten ? [.. topics] : [.. topics.Where(topic => _changed.TryGetValue(topic, out var last) && last > known)];
    }

    /// <summary>Listens from this call on, not only from when the first notice is asked for.</summary>
    public IAsyncEnumerable<Notice> ListenAsync(IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        var mine = Channel.CreateBounded<Notice>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropOldest });
        foreach (var topic in topics)
            ImmutableInterlocked.AddOrUpdate(ref _listeners, topic, _ => [mine], (_, all) => all.Add(mine));
        return HearAsync(mine, topics, cancel);
    }

    private async IAsyncEnumerable<Notice> HearAsync(Channel<Notice> mine, IReadOnlyCollection<string> topics, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            await foreach (var notice in mine.Reader.ReadAllAsync(cancel))
                yield return notice;
        }
        finally
        {
            foreach (var topic in topics)
                Leave(topic, mine);
        }
    }

    private void Leave(string topic, Channel<Notice> mine) =>
        ImmutableInterlocked.Update(ref _listeners, all =>
        {
            if (!all.TryGetValue(topic, out var listeners))
                return all;
            var rest = listeners.Remove(mine);
            return rest.IsEmpty ? all.Remove(topic) : all.SetItem(topic, rest);
        });
}
