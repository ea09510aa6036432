using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace Ting.Load;

/// <param name="PerSecond">Answers a second over all clients.</param>
internal sealed record Measured(double PerSecond, double P50, double P95, double P99, int Failed);

/// <summary>Clients that ask, wait for the answer and ask again, for a bounded time.</summary>
internal static class Clients
{
    // So long the runtime needs to see what is hot and to compile it in full; measured on two cores.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(25);

    public static async Task<Measured> RunAsync(Uri address, int clients, TimeSpan time, Func<HttpClient, int, Task<HttpResponseMessage>> ask, string? cookie = null)
    {
        var times = new ConcurrentBag<double>();
        var failed = 0;
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = clients, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = cookie is null ? new AuthenticationHeaderValue("Bearer", ServerProcess.Key) : null;
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);

        var number = 0;
        await Loop(Warm, measure: false); // what is slow once is not what a day is like
        var clock = Stopwatch.StartNew();
        await Loop(time, measure: true);
        var seconds = clock.Elapsed.TotalSeconds;

        var sorted = times.Order().ToArray();
        return sorted.Length == 0
            ? new Measured(0, 0, 0, 0, failed)
            : new Measured(sorted.Length / seconds, At(.5), At(.95), At(.99), failed);

        double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];

        Task Loop(TimeSpan howLong, bool measure)
        {
            var watch = Stopwatch.StartNew();
            return Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
            {
                while (watch.Elapsed < howLong)
                {
                    var start = Stopwatch.GetTimestamp();
                    using var answer = await ask(http, Interlocked.Increment(ref number));
                    await answer.Content.CopyToAsync(Stream.Null);
                    if (!measure)
                        continue;
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    if (!answer.IsSuccessStatusCode)
                        Interlocked.Increment(ref failed);
                }
            })));
        }
    }
}
