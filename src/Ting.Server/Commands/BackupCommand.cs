using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Ting.Server.Commands;

/// <summary>backup FILE: everything in one file, while the server runs.</summary>
internal static class BackupCommand
{
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

            List<(string File, string Path)> parts = [(database, Path.GetFileName(database)), .. FilesOf(installation.Files)];
            var entries = new List<BackupManifest.Entry>();
            foreach (var (file, path) in parts)
                entries.Add(await BackupManifest.EntryOfAsync(file, path));

            var manifest = new BackupManifest(BackupManifest.CurrentFormat, "ting", installation.Clock.GetUtcNow(), installation.Source.IsPostgres ? "postgres" : "sqlite", entries);
            await WriteAsync(partial, manifest, parts);
            File.Move(partial, target, overwrite: true);

            await output.WriteLineAsync(CommandLine.Say("backup.done", target, parts.Count - 1, Size.Of(new FileInfo(target).Length)));
            return 0;
        }
        finally
        {
            File.Delete(partial);
            Directory.Delete(work, recursive: true);
        }
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
