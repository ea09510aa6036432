using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;

namespace Ting.Load;

internal static class ServerBench
{
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ting-load-").FullName;
        var database = $"ting_load_{Guid.CreateVersion7():N}";
        try
        {
            if (options.Postgres is { } server)
                await ExecuteAsync(server, $"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'");

            var source = options.Postgres is null
                ? new DataSource($"Data Source={Path.Combine(folder, "ting.db")}", isPostgres: false)
                : new DataSource(new NpgsqlConnectionStringBuilder(options.Postgres) { Database = database }.ToString(), isPostgres: true);
            return await MeasureAsync(options, source, folder);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            if (options.Postgres is { } server)
                await ExecuteAsync(server, $"DROP DATABASE {database} WITH (FORCE)");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(LoadOptions options, DataSource source, string folder)
    {
        await using var db = new AppDb(Options(source));
        await db.Database.MigrateAsync();
        var now = TimeProvider.System.GetUtcNow();
        var inbox = new Inbox("Load", "api", "load", "zh-Hans", now);
        db.Inboxes.Add(inbox);
        await db.SaveChangesAsync();

        var texts = new Texts();
        var bundles = new Bundles(db, inbox.Id, texts);
        await using var writer = await RawWriter.OpenAsync(source);
        var report = new Report(source.IsPostgres ? "PostgreSQL" : "SQLite", options);

        await FillAsync(options.Small, 0, options, bundles, writer, now);
        var raw = await RawAsync(options, bundles, writer, now);
        await AnalyseAsync(source, writer);

        Reads small;
        await using (var server = await ServerProcess.StartAsync(options.Server, folder, source.IsPostgres ? source.ConnectionString : null))
        {
            report.Start(server.StartTime, server.WorkingSet);
            var posts = await Clients.RunAsync(server.Address, options.Clients, TimeSpan.FromSeconds(options.Seconds), (http, number) =>
                http.PostAsJsonAsync("/api/v1/conversations", new { inbox = "load", person = new { name = texts.Name(), identities = new[] { new { kind = "email", value = $"{Guid.CreateVersion7():N}@example.test" } } }, text = Next(texts, number) }));
            report.Write("POST /conversations", posts, raw.Conversations);

            var ids = await db.Conversations.AsNoTracking().OrderByDescending(it => it.LastMessageAt).Take(2000).Select(it => it.Id).ToListAsync();
            var messages = await Clients.RunAsync(server.Address, options.Clients, TimeSpan.FromSeconds(options.Seconds), (http, number) =>
                http.PostAsJsonAsync($"/api/v1/conversations/{ids[number % ids.Count]}/messages", new { kind = "customer", text = Next(texts, number) }));
            report.Write("POST …/messages", messages, raw.Messages);

            small = await Reads.MeasureAsync(server, options, db);
            await LiveBench.MeasureAsync(server, options, report);
        }

        var written = await db.Conversations.CountAsync();
        await bundles.ContinueAsync(db);
        await FillAsync(options.Large, written, options, bundles, writer, now);
        await AnalyseAsync(source, writer);
        await using (var server = await ServerProcess.StartAsync(options.Server, folder, source.IsPostgres ? source.ConnectionString : null))
            report.Reads(small, await Reads.MeasureAsync(server, options, db), source.IsPostgres);

        return report.Finish();
    }

    private static string Next(Texts texts, int number)
    {
        lock (texts)
            return $"{texts.Message()} {number}";
    }

    internal static async Task FillAsync(int goal, int from, LoadOptions options, Bundles bundles, RawWriter writer, DateTimeOffset now)
    {
        const int Group = 500;
        var clock = Stopwatch.StartNew();
        for (var done = from; done < goal; done += Group)
        {
            var rows = Enumerable.Range(done, Math.Min(Group, goal - done)).SelectMany(number => bundles.Next(now.AddDays(-90).AddDays(90.0 * number / options.Large), mostTurns: 6));
            await writer.WriteAsync(rows.ToList(), bundles.Counters);
            Console.Error.Write($"\rloading {done + Group:N0} of {goal:N0} conversations, {clock.Elapsed.TotalSeconds:F0} s ");
        }

        Console.Error.WriteLine();
    }

    private static async Task<(double Conversations, double Messages)> RawAsync(LoadOptions options, Bundles bundles, RawWriter writer, DateTimeOffset now)
    {
        var prepared = Enumerable.Range(0, 20_000).Select(_ => bundles.Next(now, mostTurns: 1)).ToList();
        var counters = bundles.Counters;
        var conversations = await RateAsync(prepared.Take(prepared.Count / 2).ToList());
        // A message in a conversation that exists: the message, its reading, its words, its event, and the conversation's own row changes.
        var second = prepared.Skip(prepared.Count / 2).ToList();
        await writer.WriteAsync(second.SelectMany(rows => rows.Where(row => row.Shape.Table is "people" or "identities" or "conversations")), counters);
        var messages = await RateAsync([.. second.Select(rows => (List<Row>)
        [
            .. rows.Where(row => row.Shape.Table is "messages" or "readings"), rows.Last(row => row.Shape.Table is "search_documents"), rows.Last(row => row.Shape.Table is "events"),
            rows.Single(row => row.Shape.Table is "conversations") with { Changes = true },
        ])]);
        return (conversations, messages);

        async Task<double> RateAsync(List<List<Row>> work)
        {
            var clock = Stopwatch.StartNew();
            var done = 0;
            foreach (var rows in work)
            {
                await writer.WriteAsync(rows, counters);
                done++;
                if (clock.Elapsed.TotalSeconds > options.Seconds)
                    break;
            }

            return done / clock.Elapsed.TotalSeconds;
        }
    }

    private static Task AnalyseAsync(DataSource source, RawWriter writer) =>
        writer.ExecuteAsync(source.IsPostgres ? "VACUUM ANALYZE" : "PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)");

    internal static DbContextOptions<AppDb> Options(DataSource source)
    {
        var builder = new DbContextOptionsBuilder<AppDb>().ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return (source.IsPostgres ? builder.UseNpgsql(source.ConnectionString) : builder.UseSqlite(source.ConnectionString)).Options;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
