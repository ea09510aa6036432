using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ting.Server.Platform.Live;

/// <param name="Topic">What changed: inbox, conversation:ID, visitor:ID …</param>
/// <param name="Kind">changed, typing, presence …</param>
/// <param name="Data">A JSON value, or null when the topic says it all.</param>
public sealed record Notice(string Topic, string Kind = "changed", string? Data = null);

/// <summary>Tells open screens what just changed. A screen that misses a notice still reads the truth when it reloads.</summary>
public sealed class LiveFeed
{
    private ImmutableDictionary<string, ImmutableHashSet<Channel<Notice>>> _listeners = ImmutableDictionary<string, ImmutableHashSet<Channel<Notice>>>.Empty;

    public void Publish(string topic) => Publish(new Notice(topic));

    public void Publish(Notice notice)
    {
        if (!_listeners.TryGetValue(notice.Topic, out var listeners))
            return;

        foreach (var listener in listeners)
            listener.Writer.TryWrite(notice);
    }

    /// <summary>True when somebody listens to the topic now.</summary>
    public bool IsHeard(string topic) => _listeners.ContainsKey(topic);

    public async IAsyncEnumerable<Notice> ListenAsync(IReadOnlyCollection<string> topics, [EnumeratorCancellation] CancellationToken cancel)
    {
        var mine = Channel.CreateBounded<Notice>(new BoundedChannelOptions(200) { FullMode = BoundedChannelFullMode.DropOldest });
        foreach (var topic in topics)
            ImmutableInterlocked.AddOrUpdate(ref _listeners, topic, _ => [mine], (_, all) => all.Add(mine));
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
