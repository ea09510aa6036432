using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Platform.Data;

/// <summary>
/// The one way to write. Saves that arrive while another commit is being made durable wait together and share the next one,
/// each in a savepoint of its own: one slow disk flush serves them all, and one that fails takes no other with it.
/// Numbers without gaps are handed out here, because here the order of the commits is known.
/// </summary>
public sealed class CommitGate : IAsyncDisposable
{
    private const int GroupSize = 128;

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly DataSource _source;
    private readonly JobSignal _jobs;
    private readonly TableVersions _versions;
    private readonly Task _loop;
    private DbConnection? _connection;

    public CommitGate(DataSource source, JobSignal jobs, TableVersions versions)
    {
        _source = source;
        _jobs = jobs;
        _versions = versions;
        _loop = Task.Run(LoopAsync);
    }

    internal async Task<int> SaveAsync(AppDb db, CancellationToken cancel)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false; // what has changed is known; each look at the entries would seek it again, and everybody else waits meanwhile
        try
        {
            return await QueueAsync(new Work<int>(db, inside => db.SaveChangesAsync(acceptAllChangesOnSuccess: false, inside), acceptsChanges: true), cancel);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    internal Task<T> RunAsync<T>(AppDb db, Func<CancellationToken, Task<T>> write, CancellationToken cancel) =>
        db.InGate ? write(cancel) : QueueAsync(new Work<T>(db, write, acceptsChanges: false), cancel);

    private async Task<T> QueueAsync<T>(Work<T> work, CancellationToken cancel)
    {
        await _queue.Writer.WriteAsync(work, cancel);
        return await work.Done; // not cancelled: from here on it happens or fails, and the caller should know which
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        var group = new List<Work>(GroupSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupSize && _queue.Reader.TryRead(out var work))
                group.Add(work);

            try
            {
                await CommitAsync(group);
            }
            catch (Exception error)
            {
                if (_connection is not null)
                    await _connection.DisposeAsync();
                _connection = null;
                group.ForEach(work => work.Failed(error));
            }
        }
    }

    private async Task CommitAsync(List<Work> group)
    {
        var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var numbers = await Numbers.LoadAsync(connection, transaction);

        var alone = group.Count == 1;
        foreach (var work in group)
            await work.RunAsync(connection, transaction, numbers, _source.ConnectionString, alone);
        if (alone && group[0].Refused())
            return; // with it the transaction is rolled back

        await numbers.SaveAsync(connection, transaction);
        await transaction.CommitAsync();

        var jobs = false;
        foreach (var work in group)
            jobs |= work.Committed(_versions);
        if (jobs)
            _jobs.Set();
    }

    private async Task<DbConnection> OpenAsync()
    {
        if (_connection is { State: System.Data.ConnectionState.Open })
            return _connection;

        _connection = _source.Create();
        await _connection.OpenAsync();
        if (_connection is SqliteConnection)
        {
            await using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;";
            await command.ExecuteNonQueryAsync();
        }

        return _connection;
    }

    private abstract class Work(AppDb db, bool acceptsChanges)
    {
        private Exception? _error;

        public async Task RunAsync(DbConnection connection, DbTransaction transaction, Numbers numbers, string ownConnection, bool alone)
        {
            numbers.Mark();
            db.InGate = true;
            db.Database.AutoSavepointsEnabled = false;
            try
            {
                db.Database.SetDbConnection(connection, contextOwnsConnection: false);
                await db.Database.UseTransactionAsync(transaction);
                if (acceptsChanges)
                    numbers.HandOut(db);
                if (!alone) // the database copies every page that changes after a savepoint
                    await transaction.SaveAsync("work");
                await SaveAsync();
                if (!alone)
                    await transaction.ReleaseAsync("work");
            }
            catch (Exception error)
            {
                _error = error;
                numbers.TakeBack();
                if (!alone)
                    await transaction.RollbackAsync("work");
            }
            finally
            {
                await db.Database.UseTransactionAsync(null);
                db.BackToOwnConnection(ownConnection);
                db.InGate = false;
            }
        }

        /// <returns>True when it failed; whoever waits for it knows then.</returns>
        public bool Refused()
        {
            if (_error is null)
                return false;

            Failed(_error);
            return true;
        }

        /// <returns>True when the commit brought new jobs.</returns>
        public bool Committed(TableVersions versions)
        {
            if (Refused())
                return false;

            var jobs = acceptsChanges && db.ChangeTracker.Entries<QueuedJob>().Any();
            if (acceptsChanges)
            {
                versions.Committed(db);
                db.ClearWaiting();
                db.ChangeTracker.AcceptAllChanges();
            }

            Succeeded();
            return jobs;
        }

        public abstract void Failed(Exception error);

        protected abstract Task SaveAsync();

        protected abstract void Succeeded();
    }

    private sealed class Work<T>(AppDb db, Func<CancellationToken, Task<T>> save, bool acceptsChanges) : Work(db, acceptsChanges)
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Done => _done.Task;

        public override void Failed(Exception error) => _done.TrySetException(error);

        protected override async Task SaveAsync() => _value = await save(CancellationToken.None);

        protected override void Succeeded() => _done.TrySetResult(_value!);
    }
}

/// <summary>Where the database is; opens connections to it.</summary>
public sealed class DataSource(string connectionString, bool isPostgres)
{
    public string ConnectionString => connectionString;
    public bool IsPostgres => isPostgres;

    public DbConnection Create() => isPostgres ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
}
