using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>How often one address may call a survey, and how much it may send. Generous for a household behind one address; a script runs dry.</summary>
internal sealed class SurveyLimits(IConfiguration configuration) : IDisposable
{
    public const long MostBytes = 128 * 1024;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ =>
        {
            var perMinute = configuration.GetValue("Surveys:PerAddressPerMinute", 240);
            return new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, perMinute / 2),
                TokensPerPeriod = Math.Max(1, perMinute / 12),
                ReplenishmentPeriod = TimeSpan.FromSeconds(5),
                QueueLimit = 0,
            };
        }));

    /// <summary>Asks the next one in, or answers 429 with how long to wait.</summary>
    public Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = MostBytes;
        using var lease = _limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
            return next(http);

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "5";
        return Task.CompletedTask;
    }

    public void Dispose() => _limiter.Dispose();
}
