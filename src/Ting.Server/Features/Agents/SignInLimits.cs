using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>
/// How often one network address may fail to sign in, whatever accounts it tries: so many in a quarter of an hour. Who gets in is not counted, so an office behind
/// one address is not shut out by its own people. The lock of an account stands beside it.
/// </summary>
internal sealed class SignInLimits(IConfiguration configuration, TimeProvider clock)
{
    private const int Usual = 40;
    private const int MostAddresses = 50_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly int _most = Math.Max(1, configuration.GetValue("SignIn:FailuresPerAddress", Usual));
    private readonly ConcurrentDictionary<string, (int Tries, DateTimeOffset Until)> _tries = [];

    /// <summary>Counts a try. When there were too many, the answer is 429 and says when to come back.</summary>
    /// <returns>How long to wait; null when the try is welcome.</returns>
    public TimeSpan? Refuse(HttpContext http)
    {
        var now = clock.GetUtcNow();
        if (_tries.Count >= MostAddresses)
            Forget(now);
        var (tries, until) = _tries.AddOrUpdate(KeyOf(http), _ => (1, now + Window), (_, before) => before.Until <= now ? (1, now + Window) : (before.Tries + 1, before.Until));
        if (tries <= _most)
            return null;

        var wait = until - now;
        http.AnswersItself(StatusCodes.Status429TooManyRequests);
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return wait;
    }

    /// <summary>It was no failure after all.</summary>
    public void GotIn(HttpContext http)
    {
        if (_tries.TryGetValue(KeyOf(http), out var tried))
            _tries.TryUpdate(KeyOf(http), (Math.Max(0, tried.Tries - 1), tried.Until), tried);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, tried) in _tries)
        {
            if (tried.Until <= now)
                _tries.TryRemove(key, out _);
        }
    }

    // Whoever has one IPv6 address has the 2^64 beside it.
    internal static string KeyOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]).ToString(),
        var address => address.ToString(),
    };
}
