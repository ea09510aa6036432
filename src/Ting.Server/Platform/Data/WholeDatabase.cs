using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Ting.Server.Platform.Data;

/// <summary>
/// The database with all that is in it, whoever asks. For what the server itself has to know or to change whole: what it keeps in memory, who is in a segment,
/// a person's records that become one. What is shown to an agent comes from <see cref="IDbContextFactory{TContext}"/>, which hands out what they may see.
/// </summary>
public sealed class WholeDatabase(DbContextOptions<AppDb> options)
{
    private readonly PooledDbContextFactory<AppDb> _contexts = new(options, DataSetup.MostIdle);

    public AppDb CreateDbContext() => _contexts.CreateDbContext();

    public Task<AppDb> CreateDbContextAsync(CancellationToken cancel = default) => _contexts.CreateDbContextAsync(cancel);
}
