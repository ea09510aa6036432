using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Chat;

/// <summary>
/// Everything that happens in the conversation, as it happens, from the place where the listener last was. A live notice only says "look":
/// what is told comes from the event log, so a notice that is lost loses nothing.
/// </summary>
public static class FollowChat
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    public sealed record Line(IAsyncEnumerable<SseItem<string>> Events);

    internal static void Map(IEndpointRouteBuilder widget) =>
        widget.MapGet("/events", async (ChatVisitor visitor, HttpRequest request, Handler handler, CancellationToken cancel) =>
        {
            var outcome = await handler.HandleAsync(visitor, request.Headers["Last-Event-ID"], cancel);
            return outcome.ToHttp(line => TypedResults.ServerSentEvents(line.Events));
        });

    public sealed class Handler(IDbContextFactory<AppDb> database, ChatTranscript transcript, WaitingRoom room, LiveFeed live, TimeProvider clock, IOptions<JsonOptions> json)
    {
        private const int MostAtOnce = 200;

        public async Task<Outcome<Line>> HandleAsync(ChatVisitor visitor, string? lastEventId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SessionAsync(visitor, clock.GetUtcNow(), cancel) is not { ConversationId: { } id } session)
                return ChatVisitor.NoConversation;

            var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == id, cancel);
            var place = new Place(session.Id, id) { Sequence = EventPlace.SequenceIn(conversation, lastEventId) };
            return new Line(FollowAsync(visitor, place, cancel));
        }

        private async IAsyncEnumerable<SseItem<string>> FollowAsync(ChatVisitor visitor, Place place, [EnumeratorCancellation] CancellationToken cancel)
        {
            // Listening starts before the log is read, so nothing can fall between the two.
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var notices = live.ListenAsync([$"visitor:{place.ConversationId}"], leaving.Token).GetAsyncEnumerator(leaving.Token);
            var next = notices.MoveNextAsync().AsTask();
            try
            {
                yield return new SseItem<string>("{}", "ping"); // the answer starts with its first event

                while (true)
                {
                    foreach (var item in await CatchUpAsync(visitor, place, cancel))
                        yield return item;
                    if (place.IsOver)
                        yield break;

                    while (await Task.WhenAny(next, Task.Delay(Tick, cancel)) != next)
                    {
                        cancel.ThrowIfCancellationRequested();
                        yield return new SseItem<string>("{}", "ping");
                        if (await QueueAsync(place, cancel) is { } moved)
                            yield return moved;
                    }

                    // One look serves all the notices that have come meanwhile.
                    do
                    {
                        if (!await next)
                            yield break;
                        if (notices.Current is { Kind: "typing", Data: { } typing })
                            yield return new SseItem<string>(typing, "typing");
                        next = notices.MoveNextAsync().AsTask();
                    }
                    while (next.IsCompleted);
                }
            }
            finally
            {
                await leaving.CancelAsync();
                await next.ContinueWith(_ => { }, TaskScheduler.Default); // a listener can only be let go once it has stopped listening
                await notices.DisposeAsync();
            }
        }

        private async Task<List<SseItem<string>>> CatchUpAsync(ChatVisitor visitor, Place place, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.ChatSessions.AnyAsync(it => it.Id == place.SessionId && it.ConversationId == place.ConversationId, cancel))
            {
                place.IsOver = true; // forgotten, or on to a new conversation
                return [];
            }

            var conversation = await db.Conversations.AsNoTracking().SingleAsync(it => it.Id == place.ConversationId, cancel);
            var lines = await db.Events.AsNoTracking().Where(it => it.Stream == place.ConversationId && it.Sequence > place.Sequence)
                .OrderBy(it => it.Sequence).Take(MostAtOnce).ToListAsync(cancel);
            var said = lines.Where(it => it.Type.StartsWith("message.", StringComparison.Ordinal)).ToDictionary(it => it.Sequence, MessageOf);
            var messages = said.Count == 0 ? [] : (await transcript.TheseAsync(db, visitor.Inbox, conversation, [.. said.Values], cancel)).ToDictionary(it => it.Id);

            var items = new List<SseItem<string>>();
            foreach (var line in lines)
            {
                place.Sequence = line.Sequence;
                (string Kind, object? Data)? told = line.Type switch
                {
                    "conversation.assigned" => ("agent", await ChatTranscript.AgentAsync(db, conversation, cancel)),
                    "conversation.resolved" => ("status", new { status = "resolved", askRating = await ChatTranscript.AsksRatingAsync(db, visitor.Inbox, conversation, cancel) }),
                    "conversation.reopened" => ("status", new { status = "open", askRating = false }),
                    _ when said.TryGetValue(line.Sequence, out var id) && messages.TryGetValue(id, out var message) => ("message", message),
                    _ => null,
                };
                if (told is { } news)
                    items.Add(new SseItem<string>(Json(news.Data), news.Kind) { EventId = EventPlace.At(conversation.Number, line.Sequence) });
            }

            if (await ChatTranscript.SeenUpToAsync(db, conversation, cancel) is { } seen && seen != place.SeenUpTo)
            {
                place.SeenUpTo = seen;
                items.Add(new SseItem<string>(Json(new { upTo = seen }), "read"));
            }

            if (lines.Count == MostAtOnce)
                items.AddRange(await CatchUpAsync(visitor, place, cancel));
            else if (await QueueAsync(place, cancel, conversation) is { } moved)
                items.Add(moved);
            return items;
        }

        /// <summary>The place in the queue, when it is another than was told before.</summary>
        private async Task<SseItem<string>?> QueueAsync(Place place, CancellationToken cancel, Conversation? conversation = null)
        {
            if (conversation is null && place.Queue is null)
                return null; // nobody joins the queue without an event

            if (conversation is null)
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                conversation = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == place.ConversationId, cancel);
            }

            var queue = conversation is null ? null : await room.PlaceAsync(conversation, cancel);
            if (queue == place.Queue)
                return null;

            place.Queue = queue;
            return new SseItem<string>(Json(queue ?? new QueuePlace(0, null)), "queue");
        }

        private static Guid MessageOf(LoggedEvent line) => JsonDocument.Parse(line.Data).RootElement.GetProperty("messageId").GetGuid();

        private string Json(object? value) => JsonSerializer.Serialize(value, json.Value.SerializerOptions);

        private sealed class Place(Guid sessionId, Guid conversationId)
        {
            public Guid SessionId => sessionId;
            public Guid ConversationId => conversationId;
            public int Sequence { get; set; }
            public Guid? SeenUpTo { get; set; }
            public QueuePlace? Queue { get; set; }
            public bool IsOver { get; set; }
        }
    }
}
