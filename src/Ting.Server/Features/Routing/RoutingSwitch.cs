using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Routing;

/// <summary>
/// Whether events call for routing at all: where every inbox is served by hand, nothing is queued. It is asked within a save and answers from memory.
/// While the rules are not known for sure one job is queued every few seconds, which looks them up; what falls between the two is found by the next round.
/// </summary>
internal sealed class RoutingSwitch(Kept<RoutingBook> rules, TimeProvider clock)
{
    private long _askedAt;
    private volatile bool _wasOn;

    public bool IsOn()
    {
        if (rules.TryPeek(out var known))
            return _wasOn = known.IsOn;
        if (_wasOn)
            return true;

        var now = clock.GetUtcNow().UtcTicks;
        var asked = Interlocked.Read(ref _askedAt);
        return Math.Abs(now - asked) >= Kept<RoutingBook>.MostAge.Ticks && Interlocked.CompareExchange(ref _askedAt, now, asked) == asked;
    }
}
