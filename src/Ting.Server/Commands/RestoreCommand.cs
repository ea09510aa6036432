using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Ting.Server.Commands;

/// <summary>restore FILE: checked whole before anything is touched; the database changes in one step, and what was there before is kept beside it.</summary>
internal static class RestoreCommand
{
    public static async Task<int> RunAsync(CommandArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var source])
            throw new CommandRefused("restore.usage");
        if (!File.Exists(source))
            throw new CommandRefused("restore.absent", source);

        await using var installation = new Installation(arguments);
        if (!arguments.Has("--force") && await HasDataAsync(installation))
            throw new CommandRefused("restore.full");

        Directory.CreateDirectory(installation.Folder);
        var work = Directory.CreateDirectory(Path.Combine(installation.Folder, $".restore-{Guid.CreateVersion7():N}")).FullName;
        try
        {
            var manifest = await UnpackAsync(source, work);
            if (manifest.Database != (installation.Source.IsPostgres ? "postgres" : "sqlite"))
                throw new CommandRefused("restore.other_database", manifest.Database);

            AddFiles(Path.Combine(work, "files"), installation.Files);
            if (installation.Source.IsPostgres)
                await PostgresTools.RestoreAsync(installation.Source.ConnectionString, Path.Combine(work, BackupManifest.PostgresEntry));
            else if (SwapSqlite(installation, Path.Combine(work, BackupManifest.SqliteEntry)) is { } before)
                await output.WriteLineAsync(CommandLine.Say("restore.before", before));

            await installation.MigrateAsync();
            await output.WriteLineAsync(CommandLine.Say("restore.done", manifest.CreatedAt, manifest.Entries.Count - 1));
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<bool> HasDataAsync(Installation installation)
    {
        if (!installation.Source.IsPostgres && !File.Exists(SqliteFile(installation)))
            return false;

        await using var db = await installation.OpenAsync();
        if ((await db.Database.GetAppliedMigrationsAsync()).FirstOrDefault() is null)
            return false;
        return await db.Set<Features.Settings.Workspace>().AnyAsync() || await db.Set<Features.Agents.Agent>().AnyAsync() || await db.Set<Features.Agents.ApiKey>().AnyAsync() || await db.Set<Features.Conversations.Conversation>().AnyAsync();
    }

    private static async Task<BackupManifest> UnpackAsync(string source, string work)
    {
        BackupManifest? manifest = null;
        var found = new Dictionary<string, BackupManifest.Entry>();
        try
        {
            await using var file = File.OpenRead(source);
            await using var zip = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(zip);
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                if (manifest is null)
                {
                    manifest = entry is { Name: BackupManifest.Name, DataStream: { } text } ? await BackupManifest.ReadAsync(text) : null;
                    if (manifest is null)
                        throw new CommandRefused("restore.not_ours", source);
                    continue;
                }

                var place = Path.GetFullPath(Path.Combine(work, entry.Name));
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !place.StartsWith(work + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new CommandRefused("restore.not_ours", source);

                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                await entry.ExtractToFileAsync(place, overwrite: false);
                found[entry.Name] = await BackupManifest.EntryOfAsync(place, entry.Name);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new CommandRefused("restore.damaged", source);
        }

        if (manifest is null)
            throw new CommandRefused("restore.not_ours", source);
        if (found.Count != manifest.Entries.Count || manifest.Entries.Any(entry => found.GetValueOrDefault(entry.Path) != entry))
            throw new CommandRefused("restore.damaged", source);

        return manifest;
    }

    // Files are named by what they hold: adding one never changes another.
    private static void AddFiles(string from, string to)
    {
        if (!Directory.Exists(from))
            return;

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(file, place, overwrite: true);
        }
    }

    /// <returns>Where the database that was there before is now.</returns>
    private static string? SwapSqlite(Installation installation, string restored)
    {
        if (Integrity(restored) is not "ok")
            throw new CommandRefused("restore.damaged", restored);

        var current = SqliteFile(installation);
        Directory.CreateDirectory(Path.GetDirectoryName(current)!);
        string? before = null;
        if (File.Exists(current))
        {
            CloseLog(current);
            before = $"{current}.before-{installation.Clock.GetUtcNow():yyyyMMdd-HHmmss}";
            File.Copy(current, before, overwrite: true);
        }

        File.Move(restored, current, overwrite: true);
        return before;
    }

    // Puts the write-ahead log into the file. It cannot while somebody else has the database open, which is what we want to know.
    private static void CloseLog(string file)
    {
        SqliteConnection.ClearAllPools();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE";
            if (command.ExecuteScalar() is not "delete")
                throw new CommandRefused("restore.running");
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            throw new CommandRefused("restore.running");
        }
        catch (SqliteException)
        {
            // not a database any more: it is kept as it is
        }
    }

    private static string? Integrity(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        return command.ExecuteScalar() as string;
    }

    private static string SqliteFile(Installation installation) => Path.GetFullPath(new SqliteConnectionStringBuilder(installation.Source.ConnectionString).DataSource);
}
