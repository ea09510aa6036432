using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Ting.Server.Commands;

/// <summary>PostgreSQL's own tools; they come with its client package.</summary>
internal static class PostgresTools
{
    public static async Task<string> DumpAsync(string connectionString, string to)
    {
        await RunAsync("pg_dump", connectionString, "--format=custom", "--no-owner", "--no-privileges", $"--file={to}");
        return to;
    }

    /// <summary>In one transaction: all of it or nothing.</summary>
    public static Task RestoreAsync(string connectionString, string from)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        return RunAsync("pg_restore", connectionString, "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", $"--dbname={database}", from);
    }

    private static async Task RunAsync(string tool, string connectionString, params string[] arguments)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = connection.Database;
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password; // not on the command line, where everybody could read it

        try
        {
            using var process = Process.Start(start)!;
            var complaint = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new CommandRefused("postgres.failed", tool, complaint.Trim());
        }
        catch (Win32Exception)
        {
            throw new CommandRefused("postgres.missing", tool);
        }
    }
}
