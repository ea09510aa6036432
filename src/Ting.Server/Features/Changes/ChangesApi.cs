using System.ComponentModel;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Changes;

/// <summary>Everything that happens, in one order and without gaps: who remembers the last position misses nothing and gets nothing twice.</summary>
internal static class ChangesApi
{
    private const string List = "changes";
    private const int StreamedAtOnce = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    public sealed record StreamShape(string Kind, Guid Id);

    public sealed record Change(long Position, StreamShape Stream, int Sequence, string Type, DateTimeOffset At, string Actor, RawJson Data)
    {
        internal static Change Of(LoggedEvent line) =>
            new(line.Position, new StreamShape(line.StreamKind, line.Stream), line.Sequence, line.Type, line.At, line.Actor, new RawJson(line.Data));
    }

    /// <param name="After">The position to go on from, whether there is more or not.</param>
    public sealed record Part(IReadOnlyList<Change> Items, string? NextCursor, long After);

    public static IServiceCollection AddChanges(this IServiceCollection services) => services.AddSingleton<ChangeFeed>();

    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        api.MapGet("/changes", async ([Description("Only changes after this position.")] long? after, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After(List).IsRefused(out var refusal, out var place))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                var from = Math.Max(after ?? 0, place.Number);
                var found = await After(db, from).Take(page.Size + 1).ToListAsync(cancel);
                var part = Page.Of(found, page.Size, List, line => Place.Of(line.Position), Change.Of);
                return TypedResults.Ok(new Part(part.Items, part.NextCursor, part.Items is [.., var last] ? last.Position : from));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Everything that happened after a position, in order and without gaps")
            .Produces<Part>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/changes/stream", (long? after, HttpContext http, ChangeFeed feed, CancellationToken cancel) =>
            {
                var given = http.Request.Headers["Last-Event-ID"].ToString();
                long? last = long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : after;
                if (given.Length > 0 && last is null)
                    return Refusal.Invalid("cursor.invalid", "Last-Event-ID").ToHttp();

                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers["X-Accel-Buffering"] = "no";
                return TypedResults.ServerSentEvents(feed.FollowAsync(last, cancel));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The same as server-sent events; goes on after Last-Event-ID, or after=, or from now")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    internal static IQueryable<LoggedEvent> After(AppDb db, long position) =>
        db.Events.AsNoTracking().Where(line => line.Position > position).OrderBy(line => line.Position);

    internal sealed class ChangeFeed(IDbContextFactory<AppDb> database, IOptions<JsonOptions> json, TimeProvider clock)
    {
        // The response starts with its first event, so one goes out at once. A quiet line would look dead, so it speaks now and then.
        public async IAsyncEnumerable<SseItem<string>> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancel)
        {
            var position = after ?? await LatestAsync(cancel);
            yield return new SseItem<string>("hello", "hello") { EventId = position.ToString(CultureInfo.InvariantCulture) };

            var spoke = clock.GetTimestamp();
            while (!cancel.IsCancellationRequested)
            {
                var found = await NextAsync(position, cancel);
                foreach (var line in found)
                {
                    position = line.Position;
                    spoke = clock.GetTimestamp();
                    yield return new SseItem<string>(JsonSerializer.Serialize(Change.Of(line), json.Value.SerializerOptions), "change")
                    {
                        EventId = position.ToString(CultureInfo.InvariantCulture),
                    };
                }

                if (found.Count > 0)
                    continue;

                if (clock.GetElapsedTime(spoke) >= Quiet)
                {
                    spoke = clock.GetTimestamp();
                    yield return new SseItem<string>("", "ping");
                }

                await Task.Delay(Look, clock, cancel);
            }
        }

        private async Task<List<LoggedEvent>> NextAsync(long position, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await After(db, position).Take(StreamedAtOnce).ToListAsync(cancel);
        }

        private async Task<long> LatestAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Set<Counter>().Where(counter => counter.Name == Counter.Events).Select(counter => counter.Value).SingleAsync(cancel);
        }
    }
}
