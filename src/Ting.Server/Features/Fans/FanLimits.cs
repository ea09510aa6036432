using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;

namespace Ting.Server.Features.Fans;

/// <summary>How often one address may call the pages for fans, and how often it may send a form. Enough for a household; a script runs dry.</summary>
internal sealed class FanLimits(IConfiguration configuration) : IDisposable
{
    public const long MostBytes = 64 * 1024;

    private readonly PartitionedRateLimiter<HttpContext> _calls = Limiter(() => configuration.GetValue("Fans:PerAddressPerMinute", 240), TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<HttpContext> _forms = Limiter(() => configuration.GetValue("Fans:FormsPerAddressPerHour", 60), TimeSpan.FromHours(1));

    /// <summary>Asks the next one in, or answers 429 with how long to wait.</summary>
    public async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = MostBytes;
        using var call = _calls.AttemptAcquire(http);
        // To leave is never made hard; and mail services leave for many people from one address.
        using var form = HttpMethods.IsPost(http.Request.Method) && !http.Request.Path.StartsWithSegments("/magazine/leave") ? _forms.AttemptAcquire(http) : null;
        if (call.IsAcquired && form is null or { IsAcquired: true })
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = call.IsAcquired ? "300" : "5";
    }

    public void Dispose()
    {
        _calls.Dispose();
        _forms.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<int> most, TimeSpan span) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, most() / 2),
            TokensPerPeriod = Math.Max(1, most() / 12),
            ReplenishmentPeriod = span / 12,
            QueueLimit = 0,
        }));
}
