using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Ting.Server.Platform.Data;

public static class DataSetup
{
    /// <summary>PostgreSQL when <c>ConnectionStrings:Postgres</c> is set, else SQLite in <c>Data:Path</c>.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => SourceOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<CommitGate>()
        .AddSingleton<OpenConnections>()
        .AddSingleton<PreparedCommands>()
        .AddSingleton<EventReactions>()
        .AddDbContextFactory<AppDb>((provider, db) =>
        {
            var source = provider.GetRequiredService<DataSource>();
            if (source.IsPostgres)
                db.UseNpgsql(source.ConnectionString);
            else
                db.UseSqlite(source.ConnectionString).AddInterceptors(provider.GetRequiredService<PreparedCommands>());

            // Migrations are written by hand, one for both databases; MigrationsTests compares them with the model.
            db.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        });

    /// <summary>Where files that belong to this installation are kept.</summary>
    public static string DataFolder(this IConfiguration configuration, IHostEnvironment environment) =>
        Path.GetFullPath(configuration["Data:Path"] ?? "data", environment.ContentRootPath);

    public static async Task MigrateDatabaseAsync(this IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }

    // The driver prepares what is asked again and again, unless somebody has decided otherwise (as for a pooler that cannot).
    private static string Prepared(string postgres)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = postgres };
        return given.Keys.Cast<string>().Any(key => key.Replace(" ", "", StringComparison.Ordinal).Equals("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase))
            ? postgres
            : new NpgsqlConnectionStringBuilder(postgres) { MaxAutoPrepare = 100 }.ToString();
    }

    private static DataSource SourceOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
            return new DataSource(Prepared(postgres), isPostgres: true);

        if (configuration.GetConnectionString("Sqlite") is { Length: > 0 } sqlite)
            return new DataSource(sqlite, isPostgres: false);

        var folder = configuration.DataFolder(environment);
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "ting.db"), ForeignKeys = true };
        return new DataSource(connection.ToString(), isPostgres: false);
    }
}
