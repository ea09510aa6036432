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
            var made = new Dictionary<string, Guid>();
            var batch = await TakeAsync(import, Next(), made, cancel);
            do
            {
                var turn = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(turn) < Turn)
                {
                    if (batch.Rows.Count == 0)
                    {
                        await batch.DisposeAsync();
                        await EndAsync(import.Id, null, cancel);
                        return;
                    }

                    if (await SaveAndTakeAsync(import, place, batch, Next, made, cancel) is not { } next)
                        return; // somebody else is reading it, or it was stopped
                    place += batch.Rows.Count;
                    batch = next;
                    live.Publish(Topic(import.Id));
                }
            }
            while (Stopwatch.GetElapsedTime(began) < Longest && !await IsAwaitedAsync(cancel));
            await batch.DisposeAsync();

            await using var db = await database.CreateDbContextAsync(cancel);
            db.Enqueue(new RunImport(import.Id), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);

            IReadOnlyList<PersonRow> Next()
            {
                var some = new List<PersonRow>(RowsASave);
                while (some.Count < RowsASave && file.Next() is { } cells)
                    some.Add(rows.Read(cells));
                return some;
            }
        }

        private async Task<bool> IsAwaitedAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            return await db.Jobs.AnyAsync(job => job.GivenUpAt == null && job.DueAt <= now, cancel); // this one's own is leased, and due later
        }

        private async Task<Batch> TakeAsync(PeopleImport import, IReadOnlyList<PersonRow> rows, Dictionary<string, Guid> made, CancellationToken cancel)
        {
            var db = await database.CreateDbContextAsync(cancel);
            var taken = new ImportRows(db, import, made, clock.GetUtcNow());
            await taken.TakeAsync(rows, cancel);
            return new Batch(db, rows, taken);
        }

        // While rows are being saved, which takes longest, the next ones are read and looked up.
        private async Task<Batch?> SaveAndTakeAsync(PeopleImport import, int place, Batch batch, Func<IReadOnlyList<PersonRow>> read, Dictionary<string, Guid> made, CancellationToken cancel)
        {
            await using var done = batch;
            var next = Task.Run(() => TakeAsync(import, read(), made, cancel), cancel);
            try
            {
                var isSaved = await SaveAsync(import.Id, place, batch, cancel);
                var after = await next;
                if (isSaved && !after.Taken.Known.Any(batch.Taken.Known.Contains))
                    return after;
                await after.DisposeAsync(); // it read somebody as they were before these rows
                return isSaved ? await TakeAsync(import, after.Rows, made, cancel) : null;
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                // Somebody wrote the same meanwhile: what was found for these rows and for the next no longer holds.
                await using var stale = await next;
                var isSaved = await Attempts.OnConflictAsync(async () =>
                {
                    made.Clear();
                    await using var again = await TakeAsync(import, batch.Rows, made, cancel);
                    return await SaveAsync(import.Id, place, again, cancel);
                });
                return isSaved ? await TakeAsync(import, stale.Rows, made, cancel) : null;
            }
            finally
            {
                await Task.WhenAny(next); // it reads a file that will be closed
            }
        }

        private static async Task<bool> SaveAsync(Guid id, int place, Batch batch, CancellationToken cancel)
        {
            if (await batch.Db.PeopleImports.FindAsync([id], cancel) is not { IsReading: true } import || import.Place != place)
                return false;

            import.Advance(batch.Rows.Count, batch.Taken.Counts);
            await batch.Db.SaveChangesAsync(cancel);
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

        /// <summary>Rows that were read and looked up; what comes of them stands in a context of its own until it is saved with the place.</summary>
        private sealed record Batch(AppDb Db, IReadOnlyList<PersonRow> Rows, ImportRows Taken) : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => Db.DisposeAsync();
        }
    }

    internal static string Topic(Guid id) => $"import:{id}";
}
