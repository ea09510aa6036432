using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Platform.Data;

/// <summary>The one database. Features bring their own tables; this class knows none of them.</summary>
/// <remarks>
/// Saving goes through the <see cref="CommitGate"/>: changes saved at the same time share one durable commit.
/// Contexts are pooled; on SQLite each keeps an open connection of its own for as long as it lives.
/// </remarks>
public class AppDb : DbContext
{
    [ThreadStatic]
    private static AppDb? _handedBack;

    private readonly CommitGate? _gate;
    private readonly EventReactions? _reactions;
    private readonly IServiceProvider? _services;
    private readonly OpenConnections? _connections;
    private readonly SqliteConnection? _own;
    private readonly List<INumbered> _waiting = [];
    private readonly List<Func<CancellationToken, Task>> _direct = [];
    private readonly HashSet<Type> _rowTypes = [];

    /// <param name="options">Those of the server carry its services; without them the context saves by itself, as tools do that work on the database directly.</param>
    public AppDb(DbContextOptions<AppDb> options) : this((DbContextOptions)options) { }

    /// <summary>For the same database seen through narrower eyes: a model of its own, everything else as here.</summary>
    protected AppDb(DbContextOptions options) : base(options)
    {
        if (options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is not { } services)
            return;

        _services = services;
        _gate = services.GetService<CommitGate>();
        _reactions = services.GetService<EventReactions>();
        _connections = services.GetService<OpenConnections>();
        _own = _connections?.Open();
        if (_own is not null)
            Database.SetDbConnection(_own);
    }

    /// <summary>Set while the gate runs this context's save inside its own transaction.</summary>
    internal bool InGate { get; set; }

    internal IReadOnlyList<INumbered> Waiting => _waiting;

    /// <summary>Of which tables the next save writes rows that are not tracked.</summary>
    internal IReadOnlyCollection<Type> RowTypes => _rowTypes;

    /// <summary>A new row is stored at once, without being tracked; PostgreSQL is given many at a time by EF's own batches.</summary>
    internal bool StoresWholeRows => Database.IsSqlite();

    /// <summary>Adds a line to the event log; it gets its place in the whole log when it is saved.</summary>
    public void Append(LoggedEvent line)
    {
        _waiting.Add(line);
        if (_reactions is not null)
            AddRange(_reactions.For(line));
    }

    /// <summary>What is kept of this database in memory; null for a tool that works on the database without what keeps it.</summary>
    public async ValueTask<T?> KeptAsync<T>(CancellationToken cancel) where T : class =>
        _services?.GetService<Kept<T>>() is { } kept ? await kept.ReadAsync(cancel) : null;

    /// <summary>Adds something whose key is its number: it is added when it is saved, once the number is known.</summary>
    public void AddNumbered(INumbered entity) => _waiting.Add(entity);

    /// <summary>What the next save writes by direct commands, in the same commit: very many small rows at once.</summary>
    public void AddDirect(Func<CancellationToken, Task> write) => _direct.Add(write);

    /// <summary>Very many new rows that nobody goes on working with: the next save writes them as they are then.</summary>
    public void AddRows<T>(IReadOnlyCollection<T> rows) where T : class
    {
        if (!StoresWholeRows)
        {
            AddRange(rows);
            return;
        }

        _rowTypes.Add(typeof(T));
        AddDirect(_ =>
        {
            WholeRows.Insert(this, rows);
            return Task.CompletedTask;
        });
    }

    /// <summary>How a direct command names an id: as SQLite holds it; PostgreSQL reads it as well.</summary>
    public static string IdOf(Guid id) => id.ToString().ToUpperInvariant();

    internal void ClearWaiting()
    {
        _waiting.Clear();
        _direct.Clear();
        _rowTypes.Clear();
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (InGate || _gate is null || Database.CurrentTransaction is not null)
        {
            if (InGate && StoresWholeRows && _waiting.Count > 0)
                WholeRows.Insert(this, _waiting.OfType<LoggedEvent>());
            foreach (var write in _direct)
                await write(cancellationToken);
            if (!InGate)
                _direct.Clear(); // the gate clears them once it has committed
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        ChangeTracker.DetectChanges(); // here, in parallel, rather than one after the other in the gate
        if (_waiting.Count == 0 && _direct.Count == 0 && !ChangeTracker.HasChanges())
            return 0;

        return PendingAnswer.Current is { } answer
            ? await answer.SaveWithAsync(this, () => _gate.SaveAsync(this, cancellationToken))
            : await _gate.SaveAsync(this, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        _gate is null ? base.SaveChanges(acceptAllChangesOnSuccess) : throw new NotSupportedException("Save with SaveChangesAsync.");

    /// <summary>Runs direct commands (ExecuteUpdate, ExecuteDelete, SQL) as one durable write.</summary>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel) =>
        _gate is null ? work(cancel) : _gate.RunAsync(this, work, cancel);

    /// <summary>After the gate has written: what is read next is read over the context's own connection again.</summary>
    internal void BackToOwnConnection(string connectionString)
    {
        Database.SetDbConnection(_own);
        if (_own is null)
            Database.SetConnectionString(connectionString); // or it would be read from an empty database
    }

    // Disposing hands the context back to the pool, and from then on it is somebody else's. A pool that is full disposes it
    // once more, from inside that call and on its thread, and then it ends for good.
    public override void Dispose()
    {
        GC.SuppressFinalize(this); // as the framework asks of what is derived from; nothing here has a finalizer
        if (_handedBack == this)
        {
            base.Dispose();
            Close();
            return;
        }

        ClearWaiting();
        _handedBack = this;
        try
        {
            base.Dispose();
        }
        finally
        {
            _handedBack = null;
        }
    }

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_handedBack == this)
            return EndAsync();

        ClearWaiting();
        _handedBack = this;
        try
        {
            return base.DisposeAsync();
        }
        finally
        {
            _handedBack = null;
        }
    }

    private async ValueTask EndAsync()
    {
        await base.DisposeAsync();
        Close();
    }

    private void Close()
    {
        if (_own is not null)
            _connections!.Close(_own);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);

    // SQLite cannot order or compare a DateTimeOffset; both databases can a UTC DateTime.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMoment>();

    private sealed class UtcMoment() : ValueConverter<DateTimeOffset, DateTime>(
        moment => Moment.Whole(moment).UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
