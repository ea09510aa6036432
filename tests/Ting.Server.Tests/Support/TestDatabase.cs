using Npgsql;
using Ting.Server.Commands;

namespace Ting.Server.Tests.Support;

/// <summary>
/// A database of its own for one test: in the test's folder, or on the PostgreSQL server that TING_TEST_POSTGRES names. The tables are made once a run and copied:
/// to make them anew would take each test longer than most tests take.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("TING_TEST_POSTGRES");
    private static readonly Lazy<string> Template = new(Postgres is null ? MakeFile : MakeDatabase);

    private readonly string _name = $"ting_test_{Guid.CreateVersion7():N}";

    public TestDatabase()
    {
        if (Postgres is not null)
            Execute($"CREATE DATABASE {_name} TEMPLATE {Template.Value} STRATEGY file_copy");
    }

    public static bool IsPostgres => Postgres is not null;

    /// <summary>Null when the database is a file in the data folder.</summary>
    public string? ConnectionString => Postgres is null ? null : Named(_name);

    /// <summary>Puts the tables where a server with this data folder looks for them.</summary>
    public static void CopyTo(string folder)
    {
        if (Postgres is null)
            File.Copy(Template.Value, Path.Combine(folder, "ting.db"));
    }

    public void Dispose()
    {
        if (Postgres is not null)
            Drop(_name);
    }

    private static string MakeFile()
    {
        var folder = Directory.CreateTempSubdirectory("ting-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Migrate($"--Data:Path={folder}");
        return Path.Combine(folder, "ting.db");
    }

    private static string MakeDatabase()
    {
        var name = $"ting_template_{Guid.CreateVersion7():N}";
        Execute($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(name);
        Migrate($"--ConnectionStrings:Postgres={Named(name)};Pooling=false", $"--Data:Path={Path.GetTempPath()}");
        return name;
    }

    private static void Migrate(params string[] settings) => Task.Run(async () =>
    {
        await using var installation = new Installation(new CommandArguments(settings));
        await installation.MigrateAsync();
    }).GetAwaiter().GetResult();

    private static string Named(string name) => new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 10 }.ToString();

    private static void Drop(string name) => Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Postgres);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
