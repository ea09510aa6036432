using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Ting.Server.Platform.Live;

internal static class LiveEndpoint
{
    private const int MostTopics = 20;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddLive(this IServiceCollection services) => services.AddSingleton<LiveFeed>();

    /// <summary>Open screens listen here for what changed. Only agents may, and what they are told names no content.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", (string? topics, string? after, LiveFeed live, NoticeGate gate, CancellationToken cancel) =>
        {
            string[] wanted = [.. (topics ?? "inbox").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostTopics)];
            return TypedResults.ServerSentEvents(Greeted(live, gate, wanted, after, cancel));
        }).ExcludeFromDescription();

    // The response starts with its first event, so one goes out at once. A quiet line would look dead, so it speaks now and then.
    private static async IAsyncEnumerable<SseItem<string>> Greeted(LiveFeed live, NoticeGate gate, string[] topics, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var notices = live.ListenAsync(topics, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = notices.MoveNextAsync().AsTask();
        try
        {
            var position = live.Position;
            yield return new SseItem<string>("hello", "hello") { EventId = position };
            foreach (var topic in live.ChangedSince(after, topics)) // between drawing the screen and listening
            {
                if (!await gate.MayHearAsync(new Notice(topic), cancel))
                    continue;
                yield return new SseItem<string>(topic, "changed") { EventId = position };
            }

            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(Quiet, cancel)) != next)
                {
                    if (cancel.IsCancellationRequested)
                        yield break;
                    yield return new SseItem<string>("", "ping");
                    continue;
                }

                if (next.IsCanceled || !await next)
                    yield break;

                var notice = notices.Current;
                if (await gate.MayHearAsync(notice, cancel))
                    yield return new SseItem<string>(notice.Data ?? notice.Topic, notice.Kind);
                next = notices.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await next.ContinueWith(_ => { }, TaskScheduler.Default); // a listener can only be let go once it has stopped listening
            await notices.DisposeAsync();
        }
    }
}
