using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Ting.Server.Features.Agents;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform.Data;

/// <summary>New rows are stored in SQLite as EF would store them, only sooner.</summary>
public sealed class PlainInsertsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 9, 10, 11, 123, TimeSpan.Zero);
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_property_of_the_model_is_stored_as_EFs_own_parameter_stores_it()
    {
        await using var db = _server.Database();
        await using var sqlite = new SqliteConnection("Data Source=:memory:");
        await sqlite.OpenAsync(Cancel);
        if (!db.Database.IsSqlite())
            return; // PostgreSQL keeps EF's own batches

        var seen = 0;
        foreach (var property in db.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            var mapping = property.GetRelationalTypeMapping();
            foreach (var value in Samples(property))
            {
                await using var command = sqlite.CreateCommand();
                command.CommandText = "SELECT typeof(@own), quote(@own), typeof(@ours), quote(@ours)";
                command.Parameters.Add(mapping.CreateParameter(command, "@own", value, nullable: true));
                command.Parameters.Add(new SqliteParameter("@ours", InsertStatement.ValueOf(mapping, value)));
                await using var row = await command.ExecuteReaderAsync(Cancel);
                Assert.True(await row.ReadAsync(Cancel));
                Assert.True(row.GetString(0) == row.GetString(2) && row.GetString(1) == row.GetString(3), $"{property.DeclaringType.DisplayName()}.{property.Name}: {row.GetString(1)} and {row.GetString(3)}");
                seen++;
            }
        }

        Assert.True(seen > 500);
    }

    [Fact]
    public async Task Rows_of_one_save_come_back_as_they_went_in_and_one_that_is_there_already_is_a_conflict()
    {
        var people = Enumerable.Range(0, 1200).Select(number => new Person($"林{number}", number % 2 == 0 ? "zh-Hans" : null, Now.AddSeconds(number))).ToList();
        foreach (var (person, number) in people.Select((person, number) => (person, number)))
            person.Add("email", $"{number}@example.test", verified: number % 3 == 0, Now);
        await using (var db = _server.Database())
        {
            db.People.AddRange(people);
            db.Teams.Add(new Team("Night", Now));
            await db.SaveChangesAsync(Cancel);
        }

        await using var again = _server.Database();
        var found = await again.People.AsNoTracking().Include(it => it.Identities).OrderBy(it => it.Id).ToListAsync(Cancel);
        Assert.Equal(people.OrderBy(it => it.Id).Select(Told), found.Where(it => it.Name.StartsWith('林')).Select(Told));

        again.Teams.Add(new Team("Day", Now));
        again.Add(Twice(people[7]));
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => again.SaveChangesAsync(Cancel));
        Assert.True(Attempts.IsConflict(error));
        Assert.NotEmpty(error.Entries);
        await using var last = _server.Database();
        Assert.Equal(["Night"], await last.Teams.Select(team => team.Name).ToListAsync(Cancel));

        static (string, string?, DateTimeOffset, string, bool) Told(Person it) => (it.Name, it.Language, it.CreatedAt, it.Identities.Single().Value, it.Identities.Single().Verified);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Another with the same address: only one person may have it.
    private static Person Twice(Person person)
    {
        var other = new Person("Another", null, Now);
        other.Add("email", person.Identities.Single().Value, verified: false, Now);
        return other;
    }

    private static IEnumerable<object?> Samples(IProperty property)
    {
        if (property.IsNullable)
            yield return null;

        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
                yield return value;
        }
        else if (type == typeof(DateTimeOffset))
        {
            yield return Now;
            yield return new DateTimeOffset(2026, 3, 8, 9, 10, 11, TimeSpan.FromHours(8));
        }
        else if (type == typeof(byte[]))
            yield return new byte[] { 0, 1, 255 };
        else if (type == typeof(Guid))
            yield return Guid.Parse("0198c0de-abcd-7000-8000-00000000000f");
        else if (type == typeof(string))
        {
            yield return "";
            yield return "聽 'quoted' \0 end";
        }
        else if (type == typeof(DateOnly))
            yield return new DateOnly(2026, 3, 8);
        else if (type == typeof(TimeOnly))
            yield return new TimeOnly(9, 5);
        else if (type == typeof(TimeSpan))
            yield return TimeSpan.FromMinutes(95.5);
        else if (typeof(IConvertible).IsAssignableFrom(type))
        {
            foreach (var number in new[] { "0", "1" })
                yield return type == typeof(bool) ? number == "1" : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            if (type == typeof(double) || type == typeof(decimal))
                yield return Convert.ChangeType("-12.375", type, CultureInfo.InvariantCulture);
        }
    }
}
