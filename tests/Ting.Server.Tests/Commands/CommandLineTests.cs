using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ting.Server.Commands;

namespace Ting.Server.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ting-verbs-").FullName;

    private string First => Path.Combine(_folder, "first");
    private string Second => Path.Combine(_folder, "second");
    private string Backup => Path.Combine(_folder, "backup.tar.gz");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Without_a_verb_the_server_runs()
    {
        Assert.Null(await CommandLine.TryRunAsync([], TextWriter.Null));
        Assert.Null(await CommandLine.TryRunAsync(["--urls", "http://localhost:1"], TextWriter.Null));
        Assert.Equal(2, await CommandLine.TryRunAsync(["dance"], TextWriter.Null));
    }

    [Theory]
    [InlineData("insights")]
    [InlineData("review")]
    [InlineData("reread")]
    public async Task Long_work_runs_on_an_installation_that_nothing_else_runs_on(string verb)
    {
        await KeyAsync(First, "key");

        var (code, said) = await RunAsync(First, verb);

        Assert.True(code == 0, said);
        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task What_was_backed_up_is_there_again_after_a_restore_and_the_doctor_finds_it_well()
    {
        await KeyAsync(First, "卸売 API");
        var file = Path.Combine(First, "files", "ab", "abcd");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "a picture", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await RunAsync(First, "backup", Backup)).Code);
        var restored = await RunAsync(Second, "restore", Backup);

        Assert.True(restored.Code == 0, restored.Said);
        Assert.Equal("a picture", await File.ReadAllTextAsync(Path.Combine(Second, "files", "ab", "abcd"), TestContext.Current.CancellationToken));
        Assert.Equal(["卸売 API"], Names(Second));
        Assert.Empty(Directory.EnumerateDirectories(Second, ".restore-*"));
        var health = await RunAsync(Second, "doctor", "--json");
        Assert.True(JsonDocument.Parse(health.Said).RootElement.GetProperty("healthy").GetBoolean(), health.Said);
        Assert.Equal(0, health.Code);
    }

    [Fact]
    public async Task What_is_deleted_while_a_backup_is_written_does_not_make_it_fail()
    {
        await KeyAsync(First, "key");
        var takes = Enumerable.Range(0, 600).Select(at => Path.Combine(First, "files", "voice", $"{at:000}", "aa", "sound")).ToList();
        foreach (var take in takes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(take)!);
            await File.WriteAllBytesAsync(take, new byte[20_000], TestContext.Current.CancellationToken);
        }

        var deleting = Task.Run(() => takes.AsEnumerable().Reverse().Take(500).ToList().ForEach(take => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(take))!, recursive: true)), TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync(First, "backup", Backup);
        await deleting;

        Assert.True(code == 0, said);
        Assert.Equal(0, (await RunAsync(Second, "restore", Backup)).Code);
        Assert.True(Directory.EnumerateFiles(Path.Combine(Second, "files", "voice"), "*", SearchOption.AllDirectories).Count() >= 100);
    }

    [Fact]
    public async Task A_restore_overwrites_nothing_unless_it_must_and_keeps_what_was_there()
    {
        await KeyAsync(First, "old");
        await RunAsync(First, "backup", Backup);
        await KeyAsync(First, "newer");

        Assert.Equal(1, (await RunAsync(First, "restore", Backup)).Code);
        Assert.Equal(["newer", "old"], Names(First).Order());

        Assert.Equal(0, (await RunAsync(First, "restore", Backup, "--force")).Code);
        Assert.Equal(["old"], Names(First));
        Assert.Equal(["newer", "old"], Names(First, Path.GetFileName(Directory.EnumerateFiles(First, "ting.db.before-*").Single())).Order());
    }

    [Fact]
    public async Task A_damaged_backup_changes_nothing()
    {
        await KeyAsync(First, "kept");
        await RunAsync(First, "backup", Backup);
        var bytes = await File.ReadAllBytesAsync(Backup, TestContext.Current.CancellationToken);
        foreach (var damage in (byte[][])[bytes[..(bytes.Length / 2)], [.. "not a backup"u8], Flip(bytes)])
        {
            await File.WriteAllBytesAsync(Backup, damage, TestContext.Current.CancellationToken);

            var (code, said) = await RunAsync(First, "restore", Backup, "--force");

            Assert.True(code == 1, said);
            Assert.Equal(["kept"], Names(First));
        }
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_running_server()
    {
        await KeyAsync(First, "kept");
        await RunAsync(First, "backup", Backup);
        await using var server = new SqliteConnection($"Data Source={Path.Combine(First, "ting.db")}");
        await server.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = server.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; SELECT count(*) FROM api_keys";
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, (await RunAsync(First, "restore", Backup, "--force")).Code);
    }

    [Fact]
    public async Task The_doctor_finds_a_search_index_that_is_out_of_step()
    {
        await KeyAsync(First, "any");
        Execute(First, "INSERT INTO search_documents VALUES (1, 'message', 'A', 'B', 'refund'); DROP TRIGGER search_documents_changed; UPDATE search_documents SET \"Terms\" = 'other' WHERE \"Id\" = 1");

        var (code, said) = await RunAsync(First, "doctor", "--json");

        Assert.Equal(1, code);
        Assert.Contains(Checks(said), check => check is ("search", "problem"));
    }

    [Fact]
    public async Task The_doctor_finds_a_database_that_is_missing_and_makes_none()
    {
        var (code, said) = await RunAsync(Second, "doctor", "--json");

        Assert.Equal(1, code);
        Assert.Contains(Checks(said), check => check is ("database", "problem"));
        Assert.False(File.Exists(Path.Combine(Second, "ting.db")));
    }

    private static byte[] Flip(byte[] bytes)
    {
        var flipped = (byte[])bytes.Clone();
        // one byte alone may say the same in other words: an empty page copied from another empty page
        for (var at = bytes.Length / 3; at < bytes.Length / 2; at++)
            flipped[at] ^= 0xFF;
        return flipped;
    }

    private static async Task<(int? Code, string Said)> RunAsync(string data, params string[] words)
    {
        await using var output = new StringWriter();
        return (await CommandLine.TryRunAsync([.. words, $"--Data:Path={data}"], output), output.ToString());
    }

    private static async Task KeyAsync(string data, string name)
    {
        var (code, key) = await RunAsync(data, "apikey", "create", "--name", name);
        Assert.Equal(0, code);
        Assert.StartsWith("ting_", key, StringComparison.Ordinal);
    }

    private static (string, string)[] Checks(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("checks").EnumerateArray().Select(check => (check.GetProperty("check").GetString()!, check.GetProperty("health").GetString()!))];

    private static List<string> Names(string data, string file = "ting.db")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Name\" FROM api_keys ORDER BY \"CreatedAt\"";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static void Execute(string data, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "ting.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
