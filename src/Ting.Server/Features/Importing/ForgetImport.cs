using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Importing;

/// <summary>A file of people is not kept: after a month it goes, with everything that was remarked on its rows.</summary>
public sealed record ForgetImport(Guid ImportId) : IJob
{
    public static readonly TimeSpan After = TimeSpan.FromDays(30);

    public static string Name => "forget-import";

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files) : IJobHandler<ForgetImport>
    {
        public async Task HandleAsync(ForgetImport job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PeopleImports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == job.ImportId, cancel) is not { } import)
                return;

            await db.WriteAsync(async inside =>
            {
                await db.ImportRemarks.Where(it => it.ImportId == job.ImportId).ExecuteDeleteAsync(inside);
                return await db.PeopleImports.Where(it => it.Id == job.ImportId).ExecuteDeleteAsync(inside);
            }, cancel);
            if (!await db.PeopleImports.AnyAsync(it => it.Hash == import.Hash, cancel))
                files.Delete(import.Hash);
        }
    }
}
