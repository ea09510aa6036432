using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recordings;

/// <param name="Measured">False while it is being measured, and when it cannot be.</param>
/// <param name="Problem">Why it could not be measured.</param>
/// <param name="RingSeconds">How long it rang before it was answered; null when nobody knows.</param>
/// <param name="WithinRings">Answered within the rings that were decided on; null when nobody knows.</param>
public sealed record RecordingShape(Guid Id, Guid ConversationId, string Name, double Seconds, double? RingSeconds, bool? WithinRings, bool Measured, string? Problem, DateTimeOffset CalledAt, DateTimeOffset At)
{
    /// <param name="most">In seconds: who answers later is late.</param>
    internal static RecordingShape Of(CallRecording it, double most) =>
        new(it.Id, it.ConversationId, it.Name, it.Seconds, it.RingSeconds, it.RingSeconds is { } rang ? rang <= most : null, it.ReadingJson is not null, it.Problem, it.CalledAt, it.At);
}

/// <summary>Recordings are seen and heard by whoever sees the conversation, and deleted by whoever may write into it.</summary>
public static class ReadRecordings
{
    public const string Wave = "audio/wav";

    /// <param name="Reading">As <c>ting voice</c> writes it; null while it is being measured.</param>
    /// <param name="Listening">How the agent listened, as far as sound alone can tell; null while it is being measured.</param>
    public sealed record Whole(RecordingShape Recording, VoiceReading? Reading, CallListening? Listening)
    {
        internal static Whole Of(CallRecording it, double most) => new(RecordingShape.Of(it, most), it.Reading, CallListening.Of(it.Reading));
    }

    public sealed record List(IReadOnlyList<RecordingShape> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/conversations/{id:guid}/recordings", async (Guid id, IDbContextFactory<AppDb> database, Kept<PolicyBook> policies, CancellationToken cancel) =>
            {
                var most = (await policies.ReadAsync(cancel)).RingSeconds;
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Conversations.AnyAsync(it => it.Id == id, cancel)
                    ? TypedResults.Ok(new List([.. (await RecordingsOf.ListAsync(db, id, cancel)).Select(it => RecordingShape.Of(it, most))]))
                    : Refusal.NotFound("conversation.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The recorded calls of a conversation, newest first; those of conversations it has taken in, too")
            .Produces<List>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/recordings/{id:guid}", async (Guid id, IDbContextFactory<AppDb> database, Kept<PolicyBook> policies, CancellationToken cancel) =>
                await FindAsync(database, id, cancel) is { } it ? TypedResults.Ok(Whole.Of(it, (await policies.ReadAsync(cancel)).RingSeconds)) : NotFound())
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("A recorded call with what it measures: facts about speaking, never what anybody feels")
            .Produces<Whole>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/recordings/{id:guid}/sound", SoundAsync)
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The sound of a recorded call; side=1 for the customer's when it is a file of its own")
            .Produces(StatusCodes.Status200OK, contentType: Wave)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/recordings/{id:guid}", async (Guid id, DeleteHandler handler, CancellationToken cancel) => (await handler.HandleAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.WriteNotes)
            .WithSummary("Delete a recorded call with its sound and its figures")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The same for the page.</summary>
    internal static void MapSound(IEndpointRouteBuilder routes) =>
        routes.MapGet("/recordings/{id:guid}/sound", SoundAsync).RequireAuthorization(Permission.SeeConversations).ExcludeFromDescription();

    internal static async Task<CallRecording?> FindAsync(IDbContextFactory<AppDb> database, Guid id, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.CallRecordings.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel);
    }

    private static async Task<IResult> SoundAsync(Guid id, int? side, IDbContextFactory<AppDb> database, FileStore files, HttpResponse response, CancellationToken cancel)
    {
        if (await FindAsync(database, id, cancel) is not { } recording || recording.Hashes.ElementAtOrDefault(side ?? 0) is not { } hash || RecordingSound.StoreOf(files, id).Open(hash) is not { } sound)
            return NotFound();
        response.Headers.CacheControl = "private, no-store"; // what is deleted is gone
        return TypedResults.Stream(sound, Wave, enableRangeProcessing: true);
    }

    private static IResult NotFound() => Refusal.NotFound("recording.not_found").ToHttp();

    public sealed class DeleteHandler(IDbContextFactory<AppDb> database, FileStore files, LiveFeed live)
    {
        public async Task<Outcome<Guid>> HandleAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var conversation = await db.CallRecordings.Where(it => it.Id == id).Select(it => (Guid?)it.ConversationId).SingleOrDefaultAsync(cancel);
            if (conversation is null || await db.WriteAsync(inside => db.CallRecordings.Where(it => it.Id == id).ExecuteDeleteAsync(inside), cancel) == 0)
                return Refusal.NotFound("recording.not_found");

            RecordingSound.StoreOf(files, id).DeleteAll();
            live.Publish($"conversation:{conversation}");
            return conversation.Value;
        }
    }
}
