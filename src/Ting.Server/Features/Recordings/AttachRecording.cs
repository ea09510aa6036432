using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Policies;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recordings;

/// <summary>A recorded call is attached to a conversation: stored at once, measured by a job.</summary>
public static class AttachRecording
{
    /// <summary>Of both files together: an hour of a telephone's stereo.</summary>
    public const long MostBytes = 120_000_000;

    public const double MostSeconds = 3_900;
    public const int MostOfOne = 20;
    public const double LongestRing = 600;

    private const double FewestSeconds = 0.3;
    private static readonly TimeSpan LongestWay = TimeSpan.FromHours(1);
    private static readonly TimeSpan ClockDrift = TimeSpan.FromMinutes(5);

    /// <param name="CustomerFirst">Of a recording with two channels: the customer is on the first one.</param>
    /// <param name="RingSeconds">How long it rang before it was answered; null when nobody knows.</param>
    /// <param name="CalledAt">Null for now.</param>
    public sealed record Request(bool CustomerFirst, double? RingSeconds, DateTimeOffset? CalledAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/conversations/{id:guid}/recordings", async (Guid id, bool? customerFirst, double? ringSeconds, DateTimeOffset? calledAt, IFormFile file, IFormFile? customer, ClaimsPrincipal user, Handler handler, Kept<PolicyBook> policies, CancellationToken cancel) =>
            {
                var most = (await policies.ReadAsync(cancel)).RingSeconds;
                return (await handler.HandleAsync(id, user.Actor(), new Request(customerFirst ?? false, ringSeconds, calledAt), file, customer, cancel))
                    .ToHttp(it => TypedResults.Created($"{ApiSetup.Root}/recordings/{it.Id}", RecordingShape.Of(it, most)));
            })
            .DisableAntiforgery()
            .RequireAuthorization(Permission.WriteNotes)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes + 100_000))
            .WithSummary("Attach the recording of a call to a conversation: WAV with two channels, or the agent's side and the customer's in a file each")
            .Produces<RecordingShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, LiveFeed live, TimeProvider clock)
    {
        /// <param name="file">The recording, or the agent's side of it.</param>
        /// <param name="customer">The customer's side, when it is a file of its own.</param>
        public async Task<Outcome<CallRecording>> HandleAsync(Guid conversationId, string actor, Request request, IFormFile? file, IFormFile? customer, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            if (request.RingSeconds is { } ring && !(ring is >= 0 and <= LongestRing))
                return Refusal.Invalid("recording.ring", "ringSeconds");
            if (request.CalledAt is { } called && (called > now + ClockDrift || called.Year < 2000))
                return Refusal.Invalid("recording.called", "calledAt");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await RefusedAsync(db, conversationId, cancel) is { } refused)
                return refused;

            var recording = new CallRecording(conversationId, actor, NameOf(file), request.CalledAt?.ToUniversalTime(), request.RingSeconds is { } rang ? Math.Round(rang, 1) : null, now);
            var store = RecordingSound.StoreOf(files, recording.Id);
            var isKept = false;
            db.Enqueue(new ForgetRecording(recording.Id, OnlyIfLost: true), now + LongestWay); // a server that dies in between leaves nobody's voice behind
            await db.SaveChangesAsync(cancel);
            try
            {
                if ((await StoreAsync(store, file, customer, cancel)).IsRefused(out var refusal, out var hashes))
                    return refusal;
                if (Check(recording, store, hashes, request.CustomerFirst) is { } problem)
                    return problem;

                var days = await RecordingRules.DaysAsync(db, cancel);
                isKept = true; // whether or not it is known: what is not in a row, the job finds
                var saved = await Attempts.OnConflictAsync(() => SaveAsync(recording, actor, days, now));
                isKept = !saved.IsRefused(out _, out _);
                return saved;
            }
            catch (WaveException wrong)
            {
                return TakeSound.RefusalOf(wrong);
            }
            finally
            {
                if (!isKept)
                    store.DeleteAll();
            }
        }

        private static async Task<Refusal?> RefusedAsync(AppDb db, Guid conversationId, CancellationToken cancel)
        {
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");
            if (await db.People.AnyAsync(it => it.Id == conversation.PersonId && it.ErasedAt != null, cancel))
                return Refusal.Conflict("recording.erased");
            return await db.CallRecordings.CountAsync(it => it.ConversationId == conversationId, cancel) >= MostOfOne ? Refusal.Conflict("recording.too_many") : null;
        }

        private async Task<Outcome<CallRecording>> SaveAsync(CallRecording recording, string actor, int days, DateTimeOffset now)
        {
            await using var db = await database.CreateDbContextAsync(CancellationToken.None);
            if (await RefusedAsync(db, recording.ConversationId, CancellationToken.None) is { } refused) // it may have changed while the sound came in
                return refused;

            var conversation = await db.Conversations.SingleAsync(it => it.Id == recording.ConversationId);
            conversation.Log(ReadThread.CallRecorded, actor, now, new { recordingId = recording.Id });
            db.CallRecordings.Add(recording);
            db.Enqueue(new MeasureRecording(recording.Id), now);
            db.Enqueue(new ForgetRecording(recording.Id), now.AddDays(days));
            await db.SaveAsync(conversation, CancellationToken.None);
            live.Publish($"conversation:{conversation.Id}");
            return recording;
        }

        // PostgreSQL keeps no NUL
        private static string NameOf(IFormFile? file) => Path.GetFileName(file?.FileName.Replace('\\', '/').Replace("\0", "", StringComparison.Ordinal)) ?? "";

        private static async Task<Outcome<List<string>>> StoreAsync(FileStore store, IFormFile? file, IFormFile? customer, CancellationToken cancel)
        {
            if (file is null or { Length: 0 })
                return Refusal.Invalid("voice.empty", "file");
            IFormFile[] given = customer is { Length: > 0 } ? [file, customer] : [file];
            if (given.Sum(it => it.Length) > MostBytes)
                return Refusal.TooLarge("recording.too_large");

            var hashes = new List<string>();
            foreach (var one in given)
            {
                await using var content = one.OpenReadStream();
                if (await store.SaveAsync(content, MostBytes, cancel) is not { } saved)
                    return Refusal.TooLarge("recording.too_large");
                hashes.Add(saved.Hash);
            }

            return hashes;
        }

        private static Refusal? Check(CallRecording recording, FileStore store, List<string> hashes, bool customerFirst)
        {
            using var sound = TakeSound.Open(store, hashes);
            if (sound.Channels != 2)
                return Refusal.Invalid(hashes.Count == 2 ? "voice.two_mono" : "voice.two_sides", "file");
            if (sound.Seconds is > MostSeconds or < FewestSeconds)
                return Refusal.Invalid(sound.Seconds > MostSeconds ? "recording.too_long" : "voice.too_short", "file");
            recording.Record(hashes[0], hashes.ElementAtOrDefault(1), customerFirst && hashes.Count == 1, sound.Seconds);
            return null;
        }
    }

    /// <summary>Seconds as a form gives them.</summary>
    /// <returns>Null when nothing was given; a number out of range when it is none.</returns>
    internal static double? Seconds(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;
}
