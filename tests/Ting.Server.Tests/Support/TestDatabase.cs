using System.Collections.Concurrent;
using Npgsql;
using Ting.Server.Commands;

namespace Ting.Server.Tests.Support;

/// <summary>
/// A database of its own for one test: in the test's folder, or on the PostgreSQL server that TING_TEST_POSTGRES names. The tables are made once a run and copied:
/// to make them anew would take each test longer than most tests take. On PostgreSQL, where a copy is a thousand files, the next test gets one that was emptied.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("TING_TEST_POSTGRES");
    private static readonly Lazy<string> Template = new(Postgres is null ? MakeFile : MakeDatabase);
    private static readonly ConcurrentBag<string> Empty = [];
    private static string _untouched = ""; // the template's fingerprint

    private readonly string _name = "";
    private bool _isOver;

    public TestDatabase()
    {
        if (Postgres is null)
            return;
        if (Empty.TryTake(out var emptied))
        {
            _name = emptied;
            return;
        }

        _name = $"ting_test_{Guid.CreateVersion7():N}";
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
        if (Postgres is null || Interlocked.Exchange(ref _isOver, true))
            return;
        if (IsEmptied())
            Empty.Add(_name);
        else
            Drop(_name);
    }

    // False where a test changed more than rows: such a database is nobody's next one.
    private bool IsEmptied()
    {
        try
        {
            return Ask(_name, EmptyAll + Fingerprint) == _untouched;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    // Triggers that keep rows for ever are off in this session. What the migrations wrote is put back: it stands in the comments of its tables.
    private const string EmptyAll = """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
        SET session_replication_role = replica;
        DO $$
        DECLARE
            name text; written text; used boolean; emptied text := '';
        BEGIN
            FOR name IN SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || name || ')' INTO used;
                IF used THEN emptied := emptied || ', ' || name; END IF;
            END LOOP;
            IF emptied <> '' THEN EXECUTE 'TRUNCATE ' || substr(emptied, 3) || ' RESTART IDENTITY CASCADE'; END IF;
            FOR name, written IN SELECT quote_ident(relname), obj_description(oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND obj_description(oid) IS NOT NULL LOOP
                EXECUTE 'INSERT INTO ' || name || ' SELECT * FROM jsonb_populate_recordset(null::' || name || ', $1)' USING written::jsonb;
            END LOOP;
        END $$;
        """;

    private const string Fingerprint = """
        SELECT concat_ws('/',
            (SELECT md5(string_agg(concat_ws(',', relname, relkind, relnatts, relhastriggers), ';' ORDER BY relname)) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
            (SELECT string_agg(md5(query_to_xml('SELECT * FROM ' || quote_ident(relname) || ' ORDER BY 1', true, true, '')::text), ';' ORDER BY relname)
               FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND obj_description(oid) IS NOT NULL),
            (SELECT count(*) FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)),
            (SELECT string_agg(sequencename, ';' ORDER BY sequencename) FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL));
        """;

    private const string NoteWritten = """
        DO $$
        DECLARE
            name text; written jsonb;
        BEGIN
            FOR name IN SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                EXECUTE 'SELECT jsonb_agg(to_jsonb(it)) FROM ' || name || ' it' INTO written;
                IF written IS NOT NULL THEN EXECUTE format('COMMENT ON TABLE %s IS %L', name, written); END IF;
            END LOOP;
        END $$;
        """;

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
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var one in (string[])[name, .. Empty])
                Drop(one);
        };
        Migrate($"--ConnectionStrings:Postgres={Named(name)};Pooling=false", $"--Data:Path={Path.GetTempPath()}");
        _untouched = Ask(name, NoteWritten + Fingerprint);
        return name;
    }

    private static void Migrate(params string[] settings) => Task.Run(async () =>
    {
        await using var installation = new Installation(new CommandArguments(settings));
        await installation.MigrateAsync();
    }).GetAwaiter().GetResult();

    private static string Named(string name) => new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 10 }.ToString();

    private static void Drop(string name) => Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static string Ask(string database, string sql)
    {
        using var connection = new NpgsqlConnection(Named(database) + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var said = "";
        do
        {
            while (reader.Read())
                said = reader.GetValue(0).ToString()!; // of the last question
        }
        while (reader.NextResult());
        return said;
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
