using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Ting.Server.Commands;

/// <summary>backup FILE: everything in one file, while the server runs.</summary>
internal static class BackupCommand
{
    private const int MostAttempts = 10;

    public static async Task<int> RunAsync(CommandArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var target])
            throw new CommandRefused("backup.usage");
        if (File.Exists(target) && !arguments.Has("--force"))
            throw new CommandRefused("backup.exists", target);

        await using var installation = new Installation(arguments);
        var work = Directory.CreateTempSubdirectory("ting-backup-").FullName;
        var partial = $"{Path.GetFullPath(target)}.partial";
        try
        {
            // The database first: files are added before the rows that name them and stay as they are, so each row finds its file.
            var database = installation.Source.IsPostgres
                ? await PostgresTools.DumpAsync(installation.Source.ConnectionString, Path.Combine(work, BackupManifest.PostgresEntry))
                : CopySqlite(installation.Source.ConnectionString, Path.Combine(work, BackupManifest.SqliteEntry));

            var known = new Dictionary<string, BackupManifest.Entry>();
            var files = 0;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    files = await WriteAllAsync(installation, database, partial, known);
                    break;
                }
                catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && attempt < MostAttempts)
                {
                    // A recording was deleted by its owner, or a person forgotten, while it was written: once more, without.
                }
            }

            File.Move(partial, target, overwrite: true);
            await output.WriteLineAsync(CommandLine.Say("backup.done", target, files, Size.Of(new FileInfo(target).Length)));
            return 0;
        }
        finally
        {
            File.Delete(partial);
            Directory.Delete(work, recursive: true);
        }
    }

    /// <param name="known">Sums of files that were read before; a file of the store never changes.</param>
    /// <returns>How many files there are besides the database.</returns>
    private static async Task<int> WriteAllAsync(Installation installation, string database, string partial, Dictionary<string, BackupManifest.Entry> known)
    {
        List<(string File, string Path)> parts = [(database, Path.GetFileName(database)), .. FilesOf(installation.Files)];
        foreach (var (file, path) in parts)
        {
            if (!known.ContainsKey(path))
                known[path] = await BackupManifest.EntryOfAsync(file, path);
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, "ting", installation.Clock.GetUtcNow(), installation.Source.IsPostgres ? "postgres" : "sqlite", [.. parts.Select(part => known[part.Path])]);
        await WriteAsync(partial, manifest, parts);
        return parts.Count - 1;
    }

    private static string CopySqlite(string connectionString, string to)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (!File.Exists(file))
            throw new CommandRefused("backup.nothing", file);

        using var source = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        copy.Open();
        source.BackupDatabase(copy);
        using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE"; // one file, nothing beside it
        command.ExecuteNonQuery();
        return to;
    }

    private static IEnumerable<(string File, string Path)> FilesOf(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith('.')) // still being received
                .Select(file => (file, $"files/{Path.GetRelativePath(folder, file).Replace('\\', '/')}"));

    private static async Task WriteAsync(string target, BackupManifest manifest, IEnumerable<(string File, string Path)> parts)
    {
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write);
        await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = new MemoryStream(manifest.Write()) });
            foreach (var (part, path) in parts)
                await tar.WriteEntryAsync(part, path);
        }

        file.Flush(flushToDisk: true);
    }
}
