using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Platform.Data;

/// <summary>The one database. Features bring their own tables; this class knows none of them.</summary>
/// <remarks>Saving goes through the <see cref="CommitGate"/>: changes saved at the same time share one durable commit.</remarks>
public sealed class AppDb(DbContextOptions<AppDb> options, CommitGate? gate = null, EventReactions? reactions = null) : DbContext(options)
{
    private readonly List<INumbered> _waiting = [];

    /// <summary>Set while the gate runs this context's save inside its own transaction.</summary>
    internal bool InGate { get; set; }

    internal IReadOnlyList<INumbered> Waiting => _waiting;

    /// <summary>Adds a line to the event log; it gets its place in the whole log when it is saved.</summary>
    public void Append(LoggedEvent line)
    {
        _waiting.Add(line);
        if (reactions is not null)
            AddRange(reactions.For(line));
    }

    /// <summary>Adds something whose key is its number: it is added when it is saved, once the number is known.</summary>
    public void AddNumbered(INumbered entity) => _waiting.Add(entity);

    internal void ClearWaiting() => _waiting.Clear();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (InGate || gate is null || Database.CurrentTransaction is not null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        ChangeTracker.DetectChanges(); // here, in parallel, rather than one after the other in the gate
        if (_waiting.Count == 0 && !ChangeTracker.HasChanges())
            return 0;

        return PendingAnswer.Current is { } answer
            ? await answer.SaveWithAsync(this, () => gate.SaveAsync(this, cancellationToken))
            : await gate.SaveAsync(this, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        gate is null ? base.SaveChanges(acceptAllChangesOnSuccess) : throw new NotSupportedException("Save with SaveChangesAsync.");

    /// <summary>Runs direct commands (ExecuteUpdate, ExecuteDelete, SQL) as one durable write.</summary>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel) =>
        gate is null ? work(cancel) : gate.RunAsync(this, work, cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);

    // SQLite cannot order or compare a DateTimeOffset; both databases can a UTC DateTime.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMoment>();

    private sealed class UtcMoment() : ValueConverter<DateTimeOffset, DateTime>(
        moment => moment.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
