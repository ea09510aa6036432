using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Reviews;
using Ting.Server.Platform.Data;

namespace Ting.Load;

/// <summary>Has conversations reviewed that were resolved before there was a scorecard, on SQLite.</summary>
internal static class ReviewBench
{
    private const double FewestASecond = 5000;

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ting-review-").FullName;
        try
        {
            var source = new DataSource($"Data Source={Path.Combine(folder, "ting.db")}", isPostgres: false);
            await (await ServerProcess.StartAsync(options.Server, folder, null)).DisposeAsync(); // makes the tables, and the scorecard that ships
            await using var db = new AppDb(ServerBench.Options(source));
            var now = TimeProvider.System.GetUtcNow();
            var inbox = db.Inboxes.Add(new Inbox("Load", "api", "load", "zh-Hans", now)).Entity;
            await db.SaveChangesAsync();
            var bundles = new Bundles(db, inbox.Id, new Texts());
            await using (var writer = await RawWriter.OpenAsync(source))
                await ServerBench.FillAsync(options.Large, 0, options, bundles, writer, now);

            var clock = Stopwatch.StartNew();
            await ServerProcess.RunVerbAsync(options.Server, "review", folder);
            clock.Stop();
            var reviews = await db.Set<Review>().CountAsync();
            var messages = await db.Set<Message>().CountAsync();
            var rate = reviews / clock.Elapsed.TotalSeconds;
            Console.WriteLine($"{reviews:N0} of {options.Large:N0} conversations ({messages:N0} messages) reviewed in {clock.Elapsed.TotalSeconds:F1} s, start included, SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"ting-server review",-34}{rate,9:N0} a second{FewestASecond,12:N0}{(rate >= FewestASecond ? "" : "  MISSED")}");
            return rate >= FewestASecond ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
