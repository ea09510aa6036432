using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Recordings;

/// <summary>A recording goes when its days are over: as many as the setting says at that time, so that it can be changed in between.</summary>
/// <param name="OnlyIfLost">Only the sound goes, and only when it belongs to no recording: the server ended while it came in.</param>
public sealed record ForgetRecording(Guid RecordingId, bool OnlyIfLost = false) : IJob
{
    public static string Name => "forget-recording";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, LiveFeed live, TimeProvider clock) : IJobHandler<ForgetRecording>
    {
        public async Task HandleAsync(ForgetRecording job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var recording = await db.CallRecordings.AsNoTracking().Where(it => it.Id == job.RecordingId).Select(it => new { it.ConversationId, it.At }).SingleOrDefaultAsync(cancel);
            if (recording is not null)
            {
                if (job.OnlyIfLost)
                    return;
                if (recording.At.AddDays(await RecordingRules.DaysAsync(db, cancel)) is var goesAt && goesAt > clock.GetUtcNow())
                {
                    db.Enqueue(new ForgetRecording(job.RecordingId), goesAt);
                    await db.SaveChangesAsync(cancel);
                    return;
                }

                await db.WriteAsync(inside => db.CallRecordings.Where(it => it.Id == job.RecordingId).ExecuteDeleteAsync(inside), cancel);
                live.Publish($"conversation:{recording.ConversationId}");
            }

            RecordingSound.StoreOf(files, job.RecordingId).DeleteAll();
        }
    }
}

/// <summary>The number of days was changed: each recording is asked again when its new days are over, which may be now.</summary>
public sealed record ForgetOldRecordings : IJob
{
    private const int AtOnce = 200;

    public static string Name => "forget-old-recordings";

    internal sealed class Handler(IDbContextFactory<AppDb> database) : IJobHandler<ForgetOldRecordings>
    {
        public async Task HandleAsync(ForgetOldRecordings job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var days = await RecordingRules.DaysAsync(db, cancel);
            var (at, id) = (DateTimeOffset.MinValue, Guid.Empty);
            while (await db.CallRecordings.AsNoTracking().Where(it => it.At > at || (it.At == at && it.Id > id)).OrderBy(it => it.At).ThenBy(it => it.Id).Select(it => new { it.Id, it.At }).Take(AtOnce).ToListAsync(cancel) is { Count: > 0 } some)
            {
                foreach (var recording in some)
                    db.Enqueue(new ForgetRecording(recording.Id), recording.At.AddDays(days));
                await db.SaveChangesAsync(cancel);
                db.ChangeTracker.Clear();
                (at, id) = (some[^1].At, some[^1].Id);
            }
        }
    }
}

/// <summary>Everything that was recorded of a conversation goes at once.</summary>
public static class RecordingsOf
{
    /// <summary>The rows, to be saved by the caller.</summary>
    /// <returns>What has to be given to <see cref="DeleteSound"/> once that is done.</returns>
    public static async Task<IReadOnlyList<Guid>> RemoveAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        var all = await db.CallRecordings.Where(it => it.ConversationId == conversationId).ToListAsync(cancel);
        db.CallRecordings.RemoveRange(all);
        return [.. all.Select(it => it.Id)];
    }

    public static void DeleteSound(FileStore files, IEnumerable<Guid> recordings)
    {
        foreach (var id in recordings)
            RecordingSound.StoreOf(files, id).DeleteAll();
    }

    /// <summary>Of a conversation and of those that it has taken in, newest first.</summary>
    internal static async Task<IReadOnlyList<CallRecording>> ListAsync(AppDb db, Guid conversationId, CancellationToken cancel)
    {
        List<Guid> family = [conversationId, .. await db.ConversationMerges.AsNoTracking().Where(it => it.ConversationId == conversationId && it.UndoneAt == null).Select(it => it.OtherId).ToListAsync(cancel)];
        return await db.CallRecordings.AsNoTracking().Where(it => family.Contains(it.ConversationId)).OrderByDescending(it => it.Id).Take(2 * AttachRecording.MostOfOne).ToListAsync(cancel);
    }
}
