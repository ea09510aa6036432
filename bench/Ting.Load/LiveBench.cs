using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ting.Load;

/// <summary>How long a customer's message takes to an agent's screen while many visitors have the chat open: from sending it to having fetched the page that shows it.</summary>
internal static class LiveBench
{
    private const int Messages = 200;

    public static async Task MeasureAsync(ServerProcess server, LoadOptions options, Report report)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = options.Visitors * 2 + 50, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        using var stop = new CancellationTokenSource();
        var cookie = await Reads.SignInAsync(server);
        var key = await InboxAsync(http);

        var visitors = new List<Visitor>();
        var listening = new List<Task>();
        for (var number = 0; number < options.Visitors; number++)
        {
            var visitor = await Visitor.StartAsync(http, key, number);
            visitors.Add(visitor);
            listening.Add(visitor.ListenAsync(http, stop.Token));
        }

        var times = new List<double>(Messages);
        for (var number = 0; number < Messages; number++)
        {
            var visitor = visitors[number * 7 % visitors.Count];
            times.Add(await visitor.UntilSeenAsync(http, cookie, $"{Guid.CreateVersion7():N}").WaitAsync(TimeSpan.FromSeconds(10)));
        }

        await stop.CancelAsync();
        await Task.WhenAll(listening);
        times.Sort();
        report.Live(times[times.Count / 2], times[(int)(times.Count * .95)], options.Visitors);
    }

    private static async Task<string> InboxAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inboxes") { Content = JsonContent.Create(new { name = "Live", kind = "chat" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.Key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    private sealed class Visitor(string key, string session, string conversation, long number)
    {
        public static async Task<Visitor> StartAsync(HttpClient http, string key, int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/widget/{key}/messages")
            {
                Content = JsonContent.Create(new { clientId = Guid.CreateVersion7().ToString(), text = $"你好，我是第 {number} 位", files = Array.Empty<string>(), start = new { name = $"访客 {number}", language = "zh-Hans" } }),
            };
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return new Visitor(key, started.GetProperty("session").GetString()!, started.GetProperty("conversationId").GetString()!, started.GetProperty("number").GetInt64());
        }

        public async Task ListenAsync(HttpClient http, CancellationToken stop)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/widget/{key}/events");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // the measurement is over
            }
        }

        /// <returns>Milliseconds from sending the message until the agent's browser has the page that shows it.</returns>
        /// <param name="mark">By which the message is known on the page.</param>
        public async Task<double> UntilSeenAsync(HttpClient http, string cookie, string mark)
        {
            using var live = new HttpRequestMessage(HttpMethod.Get, $"/live?topics=conversation:{conversation}");
            live.Headers.Add("Cookie", cookie);
            using var notices = await http.SendAsync(live, HttpCompletionOption.ResponseHeadersRead);
            notices.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await notices.Content.ReadAsStreamAsync());
            await UntilAsync(reader, "event: hello");

            var start = Stopwatch.GetTimestamp();
            var sending = SendAsync(http, $"现在到哪里了？ {mark}");
            do
            {
                await UntilAsync(reader, "event: changed");
                using var page = new HttpRequestMessage(HttpMethod.Get, $"/inbox/{number}/parts");
                page.Headers.Add("Cookie", cookie);
                using var shown = await http.SendAsync(page);
                if ((await shown.Content.ReadAsStringAsync()).Contains(mark, StringComparison.Ordinal))
                    break;
            }
            while (true);

            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await sending;
            return time;
        }

        private async Task SendAsync(HttpClient http, string text)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/widget/{key}/messages")
            {
                Content = JsonContent.Create(new { clientId = Guid.CreateVersion7().ToString(), text, files = Array.Empty<string>() }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        private static async Task UntilAsync(StreamReader reader, string line)
        {
            while (await reader.ReadLineAsync() is { } read)
            {
                if (read == line)
                    return;
            }

            throw new IOException("The live line ended.");
        }
    }
}
