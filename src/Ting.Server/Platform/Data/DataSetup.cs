using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Ting.Server.Platform.Data;

public static class DataSetup
{
    /// <summary>PostgreSQL when <c>ConnectionStrings:Postgres</c> is set, else SQLite in <c>Data:Path</c>.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => SourceOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<CommitGate>()
        .AddSingleton<EventReactions>()
        .AddDbContextFactory<AppDb>((provider, db) =>
        {
            var source = provider.GetRequiredService<DataSource>();
            if (source.IsPostgres)
                db.UseNpgsql(source.ConnectionString);
            else
                db.UseSqlite(source.ConnectionString);

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

    private static DataSource SourceOf(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
            return new DataSource(postgres, isPostgres: true);

        if (configuration.GetConnectionString("Sqlite") is { Length: > 0 } sqlite)
            return new DataSource(sqlite, isPostgres: false);

        var folder = configuration.DataFolder(environment);
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "ting.db"), ForeignKeys = true };
        return new DataSource(connection.ToString(), isPostgres: false);
    }
}
