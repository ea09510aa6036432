using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Insights.Hours;
using Ting.Server.Platform.Data;

namespace Ting.Load;

/// <summary>Opens the insights over very many conversations, added up from packed hours and counted from the rows, on SQLite.</summary>
internal static class InsightsBench
{
    private const double MostMilliseconds = 500;
    private const int Opened = 12;

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ting-insights-").FullName;
        try
        {
            var source = new DataSource($"Data Source={Path.Combine(folder, "ting.db")}", isPostgres: false);
            await using var db = new AppDb(new DbContextOptionsBuilder<AppDb>()
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).UseSqlite(source.ConnectionString).Options);
            await db.Database.MigrateAsync();
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            var inboxes = await FillAsync(db, options.Large);

            var packing = Stopwatch.StartNew();
            await ServerProcess.RunVerbAsync(options.Server, "insights", folder);
            packing.Stop();
            var bytes = await db.InsightHours.SumAsync(it => (long)it.Content.Length);
            Console.WriteLine($"{options.Large:N0} conversations in 90 days, SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"packed in {packing.Elapsed.TotalSeconds:F1} s, {bytes / 1048576.0:F1} MB, {(double)bytes / options.Large:F0} bytes a conversation");
            Console.WriteLine();

            var packed = await OpenAsync(options, folder, inboxes, keep: true);
            await db.InsightProgress.ExecuteDeleteAsync(); // nothing is packed as far as the server can tell
            var counted = await OpenAsync(options, folder, inboxes[..1], keep: false);
            Console.WriteLine($"{"insights of 90 days (HTML)",-34}{"median",12}{"worst",12}{"limit",12}");
            Console.WriteLine($"{"added up from packed hours",-34}{packed.Median,9:F0} ms{packed.Worst,9:F0} ms{MostMilliseconds,9:F0} ms{(packed.Worst < MostMilliseconds ? "" : "  MISSED")}");
            Console.WriteLine($"{"counted from the rows",-34}{counted.Median,9:F0} ms{counted.Worst,9:F0} ms{"",12}  {counted.Median / packed.Median:F1} times as long");
            return packed.Worst < MostMilliseconds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Each time another filter or period, so that nothing is remembered from the time before.</summary>
    private static async Task<(double Median, double Worst)> OpenAsync(LoadOptions options, string folder, Guid[] inboxes, bool keep)
    {
        await using var server = await ServerProcess.StartAsync(options.Server, folder, null);
        var cookie = await Reads.SignInAsync(server);
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        (await http.GetAsync("/insights?period=today")).EnsureSuccessStatusCode(); // the page itself is compiled
        if (keep)
            (await http.GetAsync($"/insights?period=custom&from={Day(-80)}")).EnsureSuccessStatusCode();
        var times = new List<double>();
        for (var number = 0; number < (keep ? Opened : 1); number++)
        {
            var path = (number % 3) switch { 0 => $"/insights?period=custom&from={Day(-89 + (number / 3))}", 1 => $"/insights?period=90d&inbox={inboxes[number / 3 % inboxes.Length]}", _ => $"/insights?period=custom&from={Day(-88 + (number / 3))}&to={Day(0)}" };
            var clock = Stopwatch.StartNew();
            using var answer = await http.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return (times[times.Count / 2], times[^1]);
    }

    private static string Day(int ago) => TimeProvider.System.GetUtcNow().AddDays(ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<Guid[]> FillAsync(AppDb db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        Inbox[] inboxes = [.. Enumerable.Range(1, 3).Select(number => new Inbox($"Inbox {number}", "api", $"inbox-{number}", "zh-Hans", now))];
        Team[] teams = [.. Enumerable.Range(1, 4).Select(number => new Team($"Team {number}", now))];
        Label[] labels = [.. Enumerable.Range(1, 8).Select(number => new Label($"Label {number}", null, now))];
        db.AddRange(inboxes);
        db.AddRange(teams.Cast<object>().Concat(labels));
        await db.SaveChangesAsync();
        var agents = Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7()).ToArray();

        // Everything from here on is a handful of statements: the rows matter, not the way they came.
        const string Id = "printf('%s-%s-%s-%s-%s', hex(randomblob(4)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(6)))";
        var start = now.AddDays(-90).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string[] statements =
        [
            "PRAGMA synchronous = OFF",
            $"""
            INSERT INTO conversations ("Id", "Number", "InboxId", "PersonId", "Status", "Priority", "AssigneeId", "TeamId", "CreatedAt", "LastMessageAt", "Preview", "PreviewKind", "FirstReplyAt", "ResolvedAt",
              "Unread", "MessageCount", "EmotionTrail", "FirstLevel", "LastLevel", "Urgent", "Escalated", "LastSequence", "Version", "MoodHidden", "HeldReplies", "TakenIn", "AccessLane", "Transfers")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}),
              made AS (SELECT i, julianday('{start}') + 90.0 * i / {count} AS at, abs(random()) AS a, abs(random()) AS b FROM n)
            SELECT {Id}, i, {Pick(inboxes.Select(it => it.Id), "a")}, '00000000-0000-0000-0000-000000000001', 'Resolved', 'Normal', {Pick(agents, "a / 7")}, {Pick(teams.Select(it => it.Id), "a / 1009")},
              strftime('%Y-%m-%d %H:%M:%f', at), strftime('%Y-%m-%d %H:%M:%f', at), '', 'Customer', strftime('%Y-%m-%d %H:%M:%f', at + (b % 7200) / 86400.0), strftime('%Y-%m-%d %H:%M:%f', at + (b % 90000 + 7200) / 86400.0),
              0, 4, '', b % 5 - 2, a % 5 - 2, 0, 0, 4, 1, 0, 0, 0, 0, 0 FROM made
            """,
            """INSERT INTO satisfaction_ratings ("ConversationId", "Score", "Reasons", "Predicted", "Asked", "AskedAt") SELECT "Id", CASE WHEN "Number" % 4 = 0 THEN "Number" % 5 + 1 END, '', 3.5, "Number" % 3 > 0, "ResolvedAt" FROM conversations""",
            """INSERT INTO service_clocks ("ConversationId", "Target", "Sequence", "StartedAt", "LevelId", "Broken") SELECT "Id", 'FirstReply', 1, "CreatedAt", "Id", "Number" % 9 = 0 FROM conversations""",
            """INSERT INTO service_clocks ("ConversationId", "Target", "Sequence", "StartedAt", "LevelId", "Broken") SELECT "Id", 'Resolution', 1, "CreatedAt", "Id", "Number" % 11 = 0 FROM conversations""",
            $"""INSERT INTO coach_records ("Id", "ConversationId", "MessageId", "AgentId", "Rule", "Category", "Severity", "Text", "Outcome", "At") SELECT {Id}, "Id", "Id", "AssigneeId", 'LANG-01', CASE "Number" % 2 WHEN 0 THEN 'negation' ELSE 'blame' END, 'hint', '', 'Shown', "FirstReplyAt" FROM conversations WHERE "Number" % 3 = 0""",
            $"""INSERT INTO conversation_labels ("ConversationId", "LabelId") SELECT "Id", {Pick(labels.Select(it => it.Id), "\"Number\"")} FROM conversations WHERE "Number" % 2 = 0""",
            "ANALYZE",
        ];
        var clock = Stopwatch.StartNew();
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement);
            Console.Error.Write($"\rloading {count:N0} conversations, {clock.Elapsed.TotalSeconds:F0} s ");
        }

        Console.Error.WriteLine();
        return [.. inboxes.Select(it => it.Id)];

        static string Pick(IEnumerable<Guid> from, string by)
        {
            var ids = from.ToList();
            return $"CASE ({by}) % {ids.Count} {string.Join(' ', ids.Select((id, index) => $"WHEN {index} THEN '{id.ToString().ToUpperInvariant()}'"))} END";
        }
    }
}
