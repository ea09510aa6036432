using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Platform.Data;

public sealed class MigrationsTests
{
    [Fact]
    public void The_migrations_build_exactly_what_the_model_describes() =>
        Assert.Equal(Schema(db => db.Database.EnsureCreated()), Schema(db => db.Database.Migrate()));

    [Fact]
    public void Who_had_switched_off_that_agents_see_their_mood_stays_hidden()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var db = Context(connection);
        Apply(db, id => string.CompareOrdinal(id, "0006") < 0);
        foreach (var (number, shows) in new[] { (1, 0), (2, 1) })
        {
            Insert(connection, "conversations", ("Id", $"c{number}"), ("Number", number));
            Insert(connection, "chat_sessions", ("Id", $"s{number}"), ("TokenHash", $"t{number}"), ("ConversationId", $"c{number}"), ("ShowsMood", shows));
        }

        Apply(db, id => id.StartsWith("0006", StringComparison.Ordinal));

        Assert.Equal(["c1"], [.. db.Database.SqlQuery<string>($"""SELECT "Id" AS "Value" FROM conversations WHERE "MoodHidden" """)]);
    }

    private static void Apply(AppDb db, Func<string, bool> chosen)
    {
        var (assembly, generator) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>());
        foreach (var (id, type) in assembly.Migrations.Where(it => chosen(it.Key)).OrderBy(it => it.Key, StringComparer.Ordinal))
            foreach (var command in generator.Generate(assembly.CreateMigration(type, db.Database.ProviderName!).UpOperations))
                command.ExecuteNonQuery(db.GetService<IRelationalConnection>());
    }

    // Columns that are not given get an empty value, so that the row of an old table needs no knowledge of today's model.
    private static void Insert(SqliteConnection connection, string table, params (string Column, object Value)[] given)
    {
        using var columns = connection.CreateCommand();
        columns.CommandText = $"SELECT name FROM pragma_table_info('{table}') WHERE \"notnull\" = 1 AND dflt_value IS NULL";
        var values = given.ToDictionary(it => it.Column, it => it.Value);
        using (var reader = columns.ExecuteReader())
            while (reader.Read())
                values.TryAdd(reader.GetString(0), 0);

        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", values.Keys.Select(name => $"\"{name}\""))}) VALUES ({string.Join(", ", values.Keys.Select(name => $"@{name}"))})";
        foreach (var (name, value) in values)
            insert.Parameters.AddWithValue($"@{name}", value);
        insert.ExecuteNonQuery();
    }

    private static AppDb Context(SqliteConnection connection) => new(new DbContextOptionsBuilder<AppDb>()
        .UseSqlite(connection)
        .ConfigureWarnings(it => it.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options);

    private static string[] Schema(Action<AppDb> create)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var db = Context(connection);
        create(db);

        return [.. db.Database.SqlQuery<string>($"""
            SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" AS Value
            FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\' AND m.name NOT LIKE 'search\_terms%' ESCAPE '\'
            UNION ALL
            SELECT name || ' on ' || tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
            """).ToList().Order()];
    }
}
