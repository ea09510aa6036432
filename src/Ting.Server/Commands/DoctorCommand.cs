using System.Xml;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Search;

namespace Ting.Server.Commands;

/// <summary>doctor [--json]: looks at everything this installation stands on; changes nothing. Exit code 1 when something is wrong.</summary>
internal static class DoctorCommand
{
    private const long LittleSpace = 512L << 20;

    public static async Task<int> RunAsync(CommandArguments arguments, TextWriter output)
    {
        await using var installation = new Installation(arguments);
        var findings = new List<Finding> { Folder(installation), Disk(installation) };
        if (MissingFile(installation) is { } file)
        {
            findings.Add(new Finding("database", Health.Problem, CommandLine.Say("backup.nothing", file))); // opening it would make one
        }
        else
        {
            findings.AddRange(await InsideAsync(installation));
        }

        if (arguments.Has("--json"))
        {
            await output.WriteLineAsync(Diagnosis.AsJson(findings));
        }
        else
        {
            foreach (var line in Diagnosis.AsTable(findings))
                await output.WriteLineAsync(line);
        }

        return findings.Exists(finding => finding.Health is Health.Problem) ? 1 : 0;
    }

    private static async Task<List<Finding>> InsideAsync(Installation installation)
    {
        AppDb? opened = null;
        var findings = new List<Finding> { await CheckAsync("database", async () => await DatabaseAsync(installation, opened = await installation.OpenAsync())) };
        await using var db = opened;
        if (db is null || findings[^1].Health is not Health.Good)
            return findings;

        findings.Add(await CheckAsync("migrations", () => MigrationsAsync(db)));
        if (findings[^1].Health is Health.Good)
            findings.AddRange(await DataAsync(installation, db));
        return findings;
    }

    private static string? MissingFile(Installation installation) =>
        !installation.Source.IsPostgres && new SqliteConnectionStringBuilder(installation.Source.ConnectionString).DataSource is { } file && !File.Exists(file) ? file : null;

    private static async Task<IEnumerable<Finding>> DataAsync(Installation installation, AppDb db) =>
    [
        await CheckAsync("integrity", () => IntegrityAsync(installation, db)),
        await CheckAsync("search", () => SearchAsync(installation, db)),
        await CheckAsync("clock", () => ClockAsync(installation, db)),
        await CheckAsync("keys", () => KeysAsync(db)),
        await CheckAsync("administrator", () => AdministratorAsync(db)),
        await CheckAsync("jobs", () => JobsAsync(db)),
    ];

    // Whatever goes wrong while looking is what was found.
    private static async Task<Finding> CheckAsync(string check, Func<Task<(Health, string)>> look)
    {
        try
        {
            var (health, detail) = await look();
            return new Finding(check, health, detail);
        }
        catch (Exception error)
        {
            return new Finding(check, Health.Problem, error.Message);
        }
    }

    private static Finding Folder(Installation installation)
    {
        try
        {
            Directory.CreateDirectory(installation.Folder);
            var probe = Path.Combine(installation.Folder, $".doctor-{Guid.CreateVersion7():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("folder", Health.Good, installation.Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("folder", Health.Problem, error.Message);
        }
    }

    private static Finding Disk(Installation installation)
    {
        var root = DriveInfo.GetDrives().Where(drive => drive.IsReady && installation.Folder.StartsWith(drive.Name, StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length);
        return root is null
            ? new Finding("disk", Health.Attention, CommandLine.Say("doctor.disk.unknown"))
            : new Finding("disk", root.AvailableFreeSpace < LittleSpace ? Health.Problem : Health.Good, CommandLine.Say("doctor.disk.free", Size.Of(root.AvailableFreeSpace)));
    }

    private static async Task<(Health, string)> DatabaseAsync(Installation installation, AppDb db)
    {
        var name = installation.Source.IsPostgres ? "PostgreSQL" : "SQLite";
        await db.Database.OpenConnectionAsync();
        var version = db.Database.GetDbConnection().ServerVersion;
        await db.Database.CloseConnectionAsync();
        return (Health.Good, $"{name} {version}");
    }

    private static async Task<(Health, string)> MigrationsAsync(AppDb db)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync()).ToList();
        return pending.Count == 0
            ? (Health.Good, (await db.Database.GetAppliedMigrationsAsync()).Last())
            : (Health.Problem, CommandLine.Say("doctor.migrations.pending", string.Join(", ", pending)));
    }

    private static async Task<(Health, string)> IntegrityAsync(Installation installation, AppDb db)
    {
        if (installation.Source.IsPostgres)
            return (Health.Good, CommandLine.Say("doctor.integrity.postgres"));

        var complaints = await db.Database.SqlQueryRaw<string>("""SELECT integrity_check AS "Value" FROM pragma_integrity_check""").ToListAsync();
        return complaints is ["ok"] ? (Health.Good, "integrity_check: ok") : (Health.Problem, string.Join("; ", complaints));
    }

    private static async Task<(Health, string)> SearchAsync(Installation installation, AppDb db)
    {
        var documents = await db.SearchDocuments.LongCountAsync();
        if (!installation.Source.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("INSERT INTO search_terms(search_terms, rank) VALUES ('integrity-check', 1)"); // compares the index with the documents, and throws when they differ
        return (Health.Good, CommandLine.Say("doctor.search.in_step", documents));
    }

    private static async Task<(Health, string)> ClockAsync(Installation installation, AppDb db)
    {
        var now = installation.Clock.GetUtcNow();
        var last = await db.Events.OrderByDescending(line => line.Position).Select(line => (DateTimeOffset?)line.At).FirstOrDefaultAsync();
        return last is { } at && at > now.AddMinutes(5)
            ? (Health.Problem, CommandLine.Say("doctor.clock.behind", now, at))
            : (Health.Good, now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<(Health, string)> KeysAsync(AppDb db)
    {
        var keys = await db.ProtectionKeys.AsNoTracking().ToListAsync();
        try
        {
            keys.ForEach(key => XElement.Parse(key.Xml));
        }
        catch (XmlException)
        {
            return (Health.Problem, CommandLine.Say("doctor.keys.damaged"));
        }

        return (Health.Good, CommandLine.Say("doctor.keys.count", keys.Count));
    }

    private static async Task<(Health, string)> AdministratorAsync(AppDb db)
    {
        if (!await db.Workspaces.AnyAsync())
            return (Health.Attention, CommandLine.Say("doctor.administrator.not_set_up"));

        var agents = await db.Agents.CountAsync(agent => agent.Active && agent.Role == AgentRole.Administrator);
        var keys = await db.ApiKeys.CountAsync(key => key.RevokedAt == null && key.Role == AgentRole.Administrator);
        return (agents + keys > 0 ? Health.Good : Health.Problem, CommandLine.Say("doctor.administrator.count", agents, keys));
    }

    private static async Task<(Health, string)> JobsAsync(AppDb db)
    {
        var given = await db.Jobs.CountAsync(job => job.GivenUpAt != null);
        return (given == 0 ? Health.Good : Health.Attention, CommandLine.Say("doctor.jobs.given_up", given));
    }
}
