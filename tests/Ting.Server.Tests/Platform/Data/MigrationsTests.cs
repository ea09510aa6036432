using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Platform.Data;

public sealed class MigrationsTests
{
    [Fact]
    public void The_migrations_build_exactly_what_the_model_describes() =>
        Assert.Equal(Schema(db => db.Database.EnsureCreated()), Schema(db => db.Database.Migrate()));

    private static string[] Schema(Action<AppDb> create)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var db = new AppDb(new DbContextOptionsBuilder<AppDb>()
            .UseSqlite(connection)
            .ConfigureWarnings(it => it.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options);
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
