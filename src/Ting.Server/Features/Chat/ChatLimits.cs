using System.Threading.RateLimiting;

namespace Ting.Server.Features.Chat;

/// <summary>How often one address and one session may call. Generous for people, also for an office behind one address; a script runs dry.</summary>
internal sealed class ChatLimits : IDisposable
{
    private const int UploadWeight = 5;

    private readonly PartitionedRateLimiter<HttpContext> _addresses;
    private readonly PartitionedRateLimiter<HttpContext> _sessions;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public ChatLimits(IConfiguration configuration)
    {
        var perAddress = configuration.GetValue("Chat:PerAddressPerMinute", 600);
        var perSession = configuration.GetValue("Chat:PerSessionPerMinute", 120);
        _addresses = PartitionedRateLimiter.Create<HttpContext, string>(http => Bucket(http.Connection.RemoteIpAddress?.ToString() ?? "", perAddress));
        _sessions = PartitionedRateLimiter.Create<HttpContext, string>(http => http.Features.Get<ChatVisitor>()?.Token is { } token
            ? Bucket(token, perSession)
            : RateLimitPartition.GetNoLimiter(""));
        _limiter = PartitionedRateLimiter.CreateChained(_addresses, _sessions);
    }

    /// <returns>How long to wait; null when the call is welcome.</returns>
    public TimeSpan? Wait(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http, http.Request.Path.Value!.EndsWith("/files", StringComparison.Ordinal) ? UploadWeight : 1);
        if (lease.IsAcquired)
            return null;

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(5);
    }

    // A chain does not end its links, and each keeps a timer.
    public void Dispose()
    {
        _limiter.Dispose();
        _addresses.Dispose();
        _sessions.Dispose();
    }

    private static RateLimitPartition<string> Bucket(string key, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(UploadWeight, perMinute / 2),
            TokensPerPeriod = Math.Max(1, perMinute / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(5),
            QueueLimit = 0,
        });
}
