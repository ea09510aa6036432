using Npgsql;

namespace Ting.Server.Tests.Support;

/// <summary>A database of its own for one test: in the test's folder, or on the PostgreSQL server that TING_TEST_POSTGRES names.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("TING_TEST_POSTGRES");

    private readonly string _name = $"ting_test_{Guid.CreateVersion7():N}";

    public TestDatabase()
    {
        if (Postgres is not null)
            Execute($"CREATE DATABASE {_name} TEMPLATE template0 ENCODING 'UTF8'");
    }

    public static bool IsPostgres => Postgres is not null;

    /// <summary>Null when the database is a file in the data folder.</summary>
    public string? ConnectionString => Postgres is null ? null : new NpgsqlConnectionStringBuilder(Postgres) { Database = _name, MaxPoolSize = 10 }.ToString();

    public void Dispose()
    {
        if (Postgres is not null)
            Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Postgres);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
