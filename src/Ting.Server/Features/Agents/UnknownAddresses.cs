using System.Collections.Concurrent;

namespace Ting.Server.Features.Agents;

/// <summary>Locks addresses that belong to nobody just as real ones are locked, so that a lock tells nothing.</summary>
internal sealed class UnknownAddresses(TimeProvider clock)
{
    private const int Tries = 5;
    private const int Most = 10_000;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (int Tries, DateTimeOffset Until)> _tried = [];

    /// <returns>When the lock ends; null while there is none.</returns>
    public DateTimeOffset? Try(string address)
    {
        var now = clock.GetUtcNow();
        if (_tried.Count >= Most)
            _tried.Clear();

        var (tries, until) = _tried.AddOrUpdate(
            address.Trim().ToUpperInvariant(),
            _ => (1, now + Lock),
            (_, before) => before.Until <= now ? (1, now + Lock) : before.Tries >= Tries ? before : (before.Tries + 1, now + Lock));
        return tries >= Tries ? until : null;
    }
}
