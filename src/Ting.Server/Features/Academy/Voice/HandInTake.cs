using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>An agent hands in a recording of a drill: it is stored, and measured at once when it is short.</summary>
public static class HandInTake
{
    /// <summary>Of both files together.</summary>
    public const long MostBytes = 20_000_000;

    public const double MostSeconds = 600;
    private const double FewestSeconds = 0.3;

    // Up to two minutes take well under a second; longer ones are measured by a job, so that nobody waits with an open page.
    private const double SecondsAtOnce = 120;
    private static readonly TimeSpan LongestHandIn = TimeSpan.FromHours(1);

    /// <param name="Line">Which of the drill's lines, from 0.</param>
    /// <param name="Manner">Which tone, or which word is to be stressed, from 0.</param>
    /// <param name="CustomerFirst">Of a talk: the customer is on the first channel.</param>
    public sealed record Request(string Drill, int Line, int? Manner, bool CustomerFirst);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/voice/takes", async (string drill, int? line, int? manner, bool? customerFirst, IFormFile file, IFormFile? customer, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                var outcome = user.AgentId() is { } agentId
                    ? await handler.HandleAsync(agentId, new Request(drill, line ?? 0, manner, customerFirst ?? false), Languages.Current.Code, file, customer, cancel)
                    : Refusal.Forbidden("academy.agents_only");
                return outcome.ToHttp(take => TypedResults.Created($"{ApiSetup.Root}/voice/takes/{take.Id}", ReadTakes.Item.Of(take)));
            })
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes + 100_000))
            .WithSummary("Hand in a WAV recording of a voice drill; nobody but its owner sees what it measures")
            .Produces<ReadTakes.Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    public sealed class Handler(IDbContextFactory<AppDb> database, DrillBook book, FileStore files, TimeProvider clock)
    {
        /// <param name="language">zh-Hans, ja or en: of the drill.</param>
        /// <param name="file">The recording, or the agent's side of a talk.</param>
        /// <param name="customer">The customer's side, when it is a file of its own.</param>
        public async Task<Outcome<VoiceTake>> HandleAsync(Guid agentId, Request request, string language, IFormFile? file, IFormFile? customer, CancellationToken cancel)
        {
            if (book.Find(request.Drill, language) is not { } drill)
                return Refusal.NotFound("voice.drill_not_found");
            if (drill.Lines.ElementAtOrDefault(request.Line) is not { } line)
                return Refusal.Invalid("voice.line", "line");
            if (drill.ChoicesOf(line) is var choices && (choices.Count > 0 ? request.Manner is not { } manner || manner < 0 || manner >= choices.Count : request.Manner is not null))
                return Refusal.Invalid("voice.manner", "manner");

            var take = new VoiceTake(agentId, drill, request.Line, request.Manner, NameOf(file), clock.GetUtcNow());
            var store = TakeSound.StoreOf(files, take.Id);
            var isKept = false;
            await using var db = await database.CreateDbContextAsync(cancel);
            db.Enqueue(new ForgetTake(take.Id, OnlyIfLost: true), take.At + LongestHandIn); // a server that dies in between leaves nobody's voice behind
            await db.SaveChangesAsync(cancel);
            try
            {
                if ((await StoreAsync(store, drill, file, customer, cancel)).IsRefused(out var refusal, out var hashes))
                    return refusal;
                take.Record(hashes[0], hashes.ElementAtOrDefault(1), request.CustomerFirst && hashes.Count == 1, 0);
                if (Measure(take, drill, line, store) is { } problem)
                    return problem;

                db.VoiceTakes.Add(take);
                if (!take.IsOver)
                    db.Enqueue(new MeasureTake(take.Id), take.At);
                db.Enqueue(new ForgetTake(take.Id), take.GoesAt);
                isKept = true; // whether or not it is known: what is not in a row, the job finds
                await db.SaveChangesAsync(CancellationToken.None);
                return take;
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

        // PostgreSQL keeps no NUL
        private static string NameOf(IFormFile? file) => Path.GetFileName(file?.FileName.Replace('\\', '/').Replace("\0", "", StringComparison.Ordinal)) ?? "";

        private static async Task<Outcome<List<string>>> StoreAsync(FileStore store, VoiceDrill drill, IFormFile? file, IFormFile? customer, CancellationToken cancel)
        {
            var given = new[] { file, drill.Kind is DrillKind.Talk ? customer : null }.Where(it => it is { Length: > 0 }).Select(it => it!).ToList();
            if (file is null or { Length: 0 })
                return Refusal.Invalid("voice.empty", "file");
            if (given.Sum(it => it.Length) > MostBytes)
                return Refusal.TooLarge("voice.too_large");

            var hashes = new List<string>();
            foreach (var one in given)
            {
                await using var content = one.OpenReadStream();
                if (await store.SaveAsync(content, MostBytes, cancel) is not { } saved)
                    return Refusal.TooLarge("voice.too_large");
                hashes.Add(saved.Hash);
            }

            return await SidesAsync(store, drill, hashes, cancel);
        }

        // As many channels as there are speakers.
        private static async Task<Outcome<List<string>>> SidesAsync(FileStore store, VoiceDrill drill, List<string> hashes, CancellationToken cancel)
        {
            MemoryStream mono;
            using (var sound = TakeSound.Open(store, hashes))
            {
                if (drill.Kind is DrillKind.Talk)
                    return sound.Channels == 2 ? hashes : Refusal.Invalid(hashes.Count == 2 ? "voice.two_mono" : "voice.two_sides", "file");
                if (sound.Channels == 1)
                    return hashes;
                if (sound.Seconds > MostSeconds)
                    return Refusal.Invalid("voice.too_long", "file");
                mono = WaveFile.OneChannel(sound.Recordings[0]);
            }

            await using (mono)
            {
                store.DeleteAll(); // what was handed in is not needed any more
                var (hash, _) = (await store.SaveAsync(mono, mono.Length, cancel))!.Value;
                return new List<string> { hash };
            }
        }

        private static Refusal? Measure(VoiceTake take, VoiceDrill drill, DrillLine line, FileStore store)
        {
            using var sound = TakeSound.Open(store, [take.Hash, .. take.SecondHash is { } second ? [second] : Array.Empty<string>()]);
            if (sound.Seconds is > MostSeconds or < FewestSeconds)
                return Refusal.Invalid(sound.Seconds > MostSeconds ? "voice.too_long" : "voice.too_short", "file");

            take.Record(take.Hash, take.SecondHash, take.CustomerFirst, sound.Seconds);
            if (sound.Seconds > SecondsAtOnce)
                return null;
            var (reading, outline) = sound.Measure(drill, line, take.CustomerFirst);
            take.Measured(reading, outline);
            return null;
        }
    }
}
