using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;

namespace Ting.Server.Platform.Data;

public static class DataSetup
{
    /// <summary>Contexts that wait for the next request, each with its connection; more are made when more are needed at once.</summary>
    internal const int MostIdle = 24;

    /// <summary>PostgreSQL when <c>ConnectionStrings:Postgres</c> is set, else SQLite in <c>Data:Path</c>.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => SourceOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<TableVersions>()
        .AddSingleton<CommitGate>()
        .AddSingleton<OpenConnections>()
        .AddSingleton<PreparedCommands>()
        .AddSingleton<EventReactions>()
        .AddPooledDbContextFactory<AppDb>(Use, MostIdle)
        .AddSingleton<WholeDatabase>();

    /// <summary>The database that the settings name, as every context of this server uses it.</summary>
    internal static void Use(IServiceProvider provider, DbContextOptionsBuilder db)
    {
        var source = provider.GetRequiredService<DataSource>();
        // A list of values is one parameter: so the same question is the same statement, however many values it is asked about.
        if (source.IsPostgres)
            db.UseNpgsql(source.ConnectionString, postgres => postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        else
            db.UseSqlite(source.ConnectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(provider.GetRequiredService<PreparedCommands>())
                .ReplaceService<IModificationCommandBatchFactory, PlainInserts>();

        // Migrations are written by hand, one for both databases; MigrationsTests compares them with the model.
        // Counting stops at a limit, and which rows are counted does not matter.
        db.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));
    }

    /// <summary>Where files that belong to this installation are kept.</summary>
    public static string DataFolder(this IConfiguration configuration, IHostEnvironment environment) =>
        Path.GetFullPath(configuration["Data:Path"] ?? "data", environment.ContentRootPath);

    public static async Task MigrateDatabaseAsync(this IServiceProvider services)
    {
        // EF needs longest of all to get ready; it does so while the rest of the server starts.
        var factory = services.GetRequiredService<IDbContextFactory<AppDb>>();
        var ready = Task.Run(() =>
        {
            using var db = factory.CreateDbContext();
            return db.Model;
        });
        if (await IsCurrentAsync(services.GetRequiredService<DataSource>()))
            return;

        await ready;
        await using var db = await factory.CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }

    // Asked in plain SQL: to ask EF takes as long as to migrate.
    private static async Task<bool> IsCurrentAsync(DataSource source)
    {
        var newest = typeof(AppDb).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal);
        await using var connection = source.Create();
        try
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """;
            return await command.ExecuteScalarAsync() as string == newest;
        }
        catch (DbException)
        {
            return false; // no database yet, or none that answers: migrating says what is wrong
        }
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
