using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Platform.Data;

/// <summary>The one database. Features bring their own tables; this class knows none of them.</summary>
/// <remarks>Saving goes through the <see cref="CommitGate"/>: changes saved at the same time share one durable commit.</remarks>
public sealed class AppDb : DbContext
{
    private readonly CommitGate? _gate;
    private readonly EventReactions? _reactions;
    private readonly OpenConnections? _connections;
    private readonly SqliteConnection? _lent;
    private readonly List<INumbered> _waiting = [];
    private bool _returned;

    public AppDb(DbContextOptions<AppDb> options, CommitGate? gate = null, EventReactions? reactions = null, OpenConnections? connections = null) : base(options)
    {
        (_gate, _reactions, _connections, _lent) = (gate, reactions, connections, connections?.Lend());
        if (_lent is not null)
            Database.SetDbConnection(_lent);
    }

    /// <summary>Set while the gate runs this context's save inside its own transaction.</summary>
    internal bool InGate { get; set; }

    internal IReadOnlyList<INumbered> Waiting => _waiting;

    /// <summary>Adds a line to the event log; it gets its place in the whole log when it is saved.</summary>
    public void Append(LoggedEvent line)
    {
        _waiting.Add(line);
        if (_reactions is not null)
            AddRange(_reactions.For(line));
    }

    /// <summary>Adds something whose key is its number: it is added when it is saved, once the number is known.</summary>
    public void AddNumbered(INumbered entity) => _waiting.Add(entity);

    internal void ClearWaiting() => _waiting.Clear();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (InGate || _gate is null || Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        ChangeTracker.DetectChanges(); // here, in parallel, rather than one after the other in the gate
        if (_waiting.Count == 0 && !ChangeTracker.HasChanges())
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
        Database.SetDbConnection(_lent);
        if (_lent is null)
            Database.SetConnectionString(connectionString); // or it would be read from an empty database
    }

    public override void Dispose()
    {
        base.Dispose();
        GiveBack();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GiveBack();
    }

    private void GiveBack()
    {
        if (_lent is not null && !_returned)
            _connections!.TakeBack(_lent);
        _returned = true;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);

    // SQLite cannot order or compare a DateTimeOffset; both databases can a UTC DateTime.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMoment>();

    private sealed class UtcMoment() : ValueConverter<DateTimeOffset, DateTime>(
        moment => moment.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
