using System.Diagnostics;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fields;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Importing;

/// <summary>
/// Reads a file's rows for some seconds, and, if others wait, hands on to another job of its own so that they get their turn. The place is saved in the transaction of the rows:
/// after a crash it goes on behind the last row that was saved, and no row is taken twice.
/// </summary>
public sealed record RunImport(Guid ImportId) : IJob
{
    public static string Name => "import-people";

    internal sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, Kept<FieldBook> fields, LiveFeed live, TimeProvider clock) : IJobHandler<RunImport>
    {
        private const int RowsASave = 1000;
        private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);
        private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1); // well within the lease of a job

        public async Task HandleAsync(RunImport job, CancellationToken cancel)
        {
            if (await FindAsync(job.ImportId, cancel) is not { IsReading: true } import)
                return; // stopped, or an earlier attempt came to the end

            using var file = ImportFile.Open(files, import);
            if (file is null)
            {
                await EndAsync(job.ImportId, "import.file_gone", cancel);
                return;
            }

            try
            {
                await ReadAsync(import, file, cancel);
            }
            catch (CsvFormatException)
            {
                await EndAsync(job.ImportId, "import.unreadable", cancel);
            }
        }

        private async Task ReadAsync(PeopleImport import, ImportFile file, CancellationToken cancel)
        {
            var rows = new RowReader(import.Targets(), await fields.ReadAsync(cancel));
            for (var skipped = 0; skipped < import.Place && file.Next() is { } cells; skipped++)
                rows.Read(cells); // so that it knows who stood there

            // The next job has to read past what is done, so this one does not end while nobody waits for it.
            var (began, place) = (Stopwatch.GetTimestamp(), import.Place);
            do
            {
                var turn = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(turn) < Turn)
                {
                    var some = new List<PersonRow>(RowsASave);
                    while (some.Count < RowsASave && file.Next() is { } cells)
                        some.Add(rows.Read(cells));
                    if (some.Count == 0)
                    {
                        await EndAsync(import.Id, null, cancel);
                        return;
                    }

                    if (!await Attempts.OnConflictAsync(() => SaveAsync(import.Id, place, some, cancel)))
                        return; // somebody else is reading it, or it was stopped
                    place += some.Count;
                    live.Publish(Topic(import.Id));
                }
            }
            while (Stopwatch.GetElapsedTime(began) < Longest && !await IsAwaitedAsync(cancel));

            await using var db = await database.CreateDbContextAsync(cancel);
            db.Enqueue(new RunImport(import.Id), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }

        private async Task<bool> IsAwaitedAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            return await db.Jobs.AnyAsync(job => job.GivenUpAt == null && job.DueAt <= now, cancel); // this one's own is leased, and due later
        }

        private async Task<bool> SaveAsync(Guid id, int place, IReadOnlyList<PersonRow> rows, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PeopleImports.FindAsync([id], cancel) is not { IsReading: true } import || import.Place != place)
                return false;

            await new ImportRows(db, import, clock.GetUtcNow()).TakeAsync(rows, cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        private async Task EndAsync(Guid id, string? problem, CancellationToken cancel)
        {
            await Attempts.OnConflictAsync(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.PeopleImports.FindAsync([id], cancel) is not { IsReading: true } import)
                    return false;

                if (problem is null)
                    import.Finish(clock.GetUtcNow());
                else
                    import.Fail(problem, clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return true;
            });
            live.Publish(Topic(id));
            live.Publish("people");
        }

        private async Task<PeopleImport?> FindAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.PeopleImports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel);
        }
    }

    internal static string Topic(Guid id) => $"import:{id}";
}
