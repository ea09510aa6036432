using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;

namespace Ting.Server.Features.Chat;

/// <summary>Takes away what nobody will come back for: files that were uploaded and never sent, and the keys of browsers that have long stayed away. Conversations stay.</summary>
public sealed class CleanUp(IDbContextFactory<AppDb> database, FileStore files, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>How long an upload may wait for its message.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(2);

    // Somebody may just be uploading the same content again.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <returns>How many uploads and how many sessions went.</returns>
    public async Task<(int Uploads, int Sessions)> RunAsync(CancellationToken cancel)
    {
        var uploads = 0;
        for (int gone; (gone = await UploadsAsync(cancel)) > 0;)
            uploads += gone;

        await using var db = await database.CreateDbContextAsync(cancel);
        var since = clock.GetUtcNow() - ChatVisitor.Forgotten;
        var sessions = await db.WriteAsync(inside => db.ChatSessions.Where(it => it.LastSeenAt < since).ExecuteDeleteAsync(inside), cancel);
        return (uploads, sessions);
    }

    private async Task<int> UploadsAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var before = clock.GetUtcNow() - Waits;
        var found = await db.Attachments.AsNoTracking().Where(it => it.MessageId == null && it.ConversationId == null && it.CreatedAt < before)
            .OrderBy(it => it.CreatedAt).Take(AtOnce).Select(it => new { it.Id, it.Hash }).ToListAsync(cancel);
        if (found.Count == 0)
            return 0;

        // One that has found its message meanwhile stays.
        Guid[] ids = [.. found.Select(it => it.Id)];
        var gone = await db.WriteAsync(inside => db.Attachments.Where(it => ids.Contains(it.Id) && it.MessageId == null && it.ConversationId == null).ExecuteDeleteAsync(inside), cancel);
        foreach (var hash in found.Select(it => it.Hash).Distinct())
        {
            if (!await db.Attachments.AnyAsync(it => it.Hash == hash, cancel))
                files.DeleteOlder(hash, clock.GetUtcNow() - Fresh);
        }

        return gone;
    }
}

/// <summary>Every server does this by itself: what one has deleted, the other need not.</summary>
internal sealed partial class CleanUpHourly(CleanUp cleanUp, TimeProvider clock, ILogger<CleanUpHourly> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await cleanUp.RunAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next hour tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Abandoned uploads and sessions could not be deleted")]
    private partial void LogTrouble(Exception error);
}
