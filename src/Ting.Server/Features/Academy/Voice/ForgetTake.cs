using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>A recording is not kept for ever: after ninety days it goes, with what it measured.</summary>
/// <param name="OnlyIfLost">Only the sound goes, and only when it has no take: the server ended while it was handed in.</param>
public sealed record ForgetTake(Guid TakeId, bool OnlyIfLost = false) : IJob
{
    public static string Name => "forget-voice";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FileStore files) : IJobHandler<ForgetTake>
    {
        public async Task HandleAsync(ForgetTake job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (job.OnlyIfLost && await db.VoiceTakes.AnyAsync(it => it.Id == job.TakeId, cancel))
                return;

            await db.WriteAsync(inside => db.VoiceTakes.Where(it => it.Id == job.TakeId).ExecuteDeleteAsync(inside), cancel);
            TakeSound.StoreOf(files, job.TakeId).DeleteAll();
        }
    }
}
