using System.Threading.RateLimiting;

namespace Ting.Server.Features.Forwards;

/// <summary>How often one address may call what was forwarded. Enough for an office behind one address; a script runs dry.</summary>
internal sealed class ForwardLimits(IConfiguration configuration) : IDisposable
{
    /// <summary>All files of one answer, and the words.</summary>
    public const long MostBytes = 25_000_000;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ =>
        {
            var perMinute = configuration.GetValue("Forwards:PerAddressPerMinute", 120);
            return new TokenBucketRateLimiterOptions { TokenLimit = Math.Max(1, perMinute / 2), TokensPerPeriod = Math.Max(1, perMinute / 12), ReplenishmentPeriod = TimeSpan.FromSeconds(5), QueueLimit = 0 };
        }));

    /// <summary>Asks the next one in, or answers 429 with how long to wait.</summary>
    public Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
            return next(http);

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "5";
        return Task.CompletedTask;
    }

    public void Dispose() => _limiter.Dispose();
}
