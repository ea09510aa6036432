using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Demo;

/// <summary>Builds the demo workspace on an empty database. One that was interrupted starts over.</summary>
internal sealed partial class DemoBuild(IDbContextFactory<AppDb> database, FileStore files, TimeProvider clock, ILogger<DemoBuild> log)
{
    /// <summary>A row that stands while the demo is being built: what is there without a workspace is then ours to throw away.</summary>
    private const string Marker = "demo-being-built";

    private const int Seed = 20_260_401;
    private const int ActsASave = 250;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Workspaces.AnyAsync(cancel))
            return;
        if (await db.Set<Counter>().AnyAsync(counter => counter.Name == Marker, cancel))
            await StartOverAsync(db, cancel);
        else if (await db.Agents.AnyAsync(cancel) || await db.Inboxes.AnyAsync(cancel) || await db.Conversations.AnyAsync(cancel))
        {
            LogNotEmpty();
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var now = clock.GetUtcNow();
        var chance = new Random(Seed);
        var marker = new Counter(Marker);
        db.Add(marker);
        var cast = await AddCastAsync(db, chance, now, cancel);
        var acts = new DemoStory(cast, chance, now, log).Write();
        await PlayAsync(db, acts, cancel);
        await CountAsync(db, cancel);

        db.ChangeTracker.Clear();
        foreach (var promise in await db.Promises.AsNoTracking().Where(it => it.State == PromiseState.Open).ToListAsync(cancel))
            db.Enqueue(new RemindPromise(promise.Id, promise.DueAt), promise.RemindAt);
        DemoSkills.Add(db, cast, now);
        DemoViews.Add(db, cast, now);
        await new DemoCases(db, cast, chance, now).WriteAsync(cancel);
        DemoIdeas.Add(db, cast, new DemoSurveys(cast, new Random(Seed), now).Add(db), new Random(Seed), now);
        DemoMoments.Add(db, cast, new Random(Seed), now);
        DemoChain.Add(db, new Random(Seed), now);
        DemoPublicVoice.Add(db, cast, now);
        DemoFans.Add(db, cast, now);
        await new DemoAxes(db, cast, new Random(Seed), now).WriteAsync(cancel);
        DemoAcademy.Add(db, cast, now);
        DemoWriting.Add(db, cast, now);
        DemoPolicies.Add(db, cast, now - TimeSpan.FromDays(DemoStory.Days));
        await DemoVoice.AddAsync(db, files, cast, now, cancel);
        await DemoRecordings.AddAsync(db, files, cast, now, cancel);
        await DemoForwards.AddAsync(db, cast, now, cancel);
        await new DemoAutomation(db, cast, now).WriteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await new DemoReviews(db, cast, now).WriteAsync(cancel);
        db.Workspaces.Add(new Workspace("听见 · Ting Demo", "zh-Hans", isDemo: true, now));
        db.Remove(marker);
        await db.SaveChangesAsync(cancel);
        LogBuilt(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<DemoCast> AddCastAsync(AppDb db, Random chance, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - TimeSpan.FromDays(DemoStory.Days + 5);
        var teams = DemoStaff.All.Select(staff => staff.Team).Distinct().ToDictionary(name => name, name => new Team(name, since));
        db.AddRange(teams.Values);
        var staff = DemoStaff.All.Select(it => (Staff: it, Agent: it.Hire(teams[it.Team].Id, since))).ToArray();
        db.AddRange(staff.Select(it => it.Agent));

        var inboxes = DemoBrand.All.ToDictionary(brand => brand.Key, brand =>
        {
            var inbox = new Inbox(brand.Name, "chat", brand.Key, brand.Language, since);
            inbox.Show(brand.Colour, "", brand.Topics);
            inbox.Serve(teams[brand.Team].Id, asksSatisfaction: true);
            var calendar = DemoHours.Of(brand, since);
            db.Add(calendar);
            inbox.Keep(calendar.Id);
            inbox.Ease(isLane: false, offersLane: brand.Key is "hanare");
            return inbox;
        });
        db.AddRange(inboxes.Values);
        db.AddRange(DemoHours.Levels(inboxes["harbour"], staff.Single(it => it.Agent.Role is AgentRole.Manager && it.Staff.Language == "zh-Hans").Agent, since));

        string[] topics = ["order", "delivery", "refund", "repair", "change", "room", "meal", "lost", "access", "advice", "returns"];
        var labels = DemoBrand.All
            .SelectMany(brand => topics.Select(brand.LabelOf).OfType<string>().Select(name => (name, colour: (string?)"brand")).Append((brand.ComplaintLabel, "danger")))
            .ToDictionary(label => label.Item1, label => new Label(label.Item1, label.Item2, since));
        db.AddRange(labels.Values);
        db.AddRange(DemoMacros.All(since));

        var customers = new DemoPeople(chance, now);
        var people = DemoBrand.All.ToDictionary(brand => brand.Key, brand => customers.Add(db, brand));
        var value = new DemoValue(new Random(Seed), now);
        foreach (var brand in DemoBrand.All)
            value.Add(db, brand, people[brand.Key]);
        value.Settle(db);
        DemoSegments.Add(db, people, new Random(Seed), now);
        DemoProducts.Add(db, people, new Random(Seed), now);
        await db.SaveChangesAsync(cancel);

        var scenes = DemoBrand.All.ToDictionary(brand => brand.Key, brand => DemoScenes.Of(brand.Key));
        return new DemoCast(staff, inboxes, people, scenes, labels);
    }

    private async Task PlayAsync(AppDb db, IReadOnlyList<DemoAct> acts, CancellationToken cancel)
    {
        KeepLiveConversations(db);
        var told = 0;
        foreach (var some in acts.Chunk(ActsASave))
        {
            foreach (var act in some)
                act.Play(db);
            await db.SaveChangesAsync(cancel);
            KeepLiveConversations(db);

            var before = told * 4 / acts.Count;
            told += some.Length;
            if (told * 4 / acts.Count != before)
                LogProgress(told * 100 / acts.Count);
        }
    }

    // What was promised follows from what happened.
    private static async Task CountAsync(AppDb db, CancellationToken cancel)
    {
        var rules = await ServiceRules.ReadAsync(db, cancel);
        var last = Guid.Empty;
        while (true)
        {
            db.ChangeTracker.Clear();
            var some = await db.Conversations.Where(it => it.Id > last).OrderBy(it => it.Id).Take(ActsASave).ToListAsync(cancel);
            if (some.Count == 0)
                return;

            await RecountDueTimes.CountAsync(db, rules, some, cancel);
            await db.SaveChangesAsync(cancel);
            last = some[^1].Id;
        }
    }

    // What is written need not be looked at again; only conversations that are not over go on changing.
    private static void KeepLiveConversations(AppDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is not Conversation { Status: not ConversationStatus.Resolved }).ToArray())
            entry.State = EntityState.Detached;
    }

    private async Task StartOverAsync(AppDb db, CancellationToken cancel)
    {
        LogStartingOver();
        var tables = db.Model.GetEntityTypes()
            .Where(type => !type.IsOwned() && type.ClrType != typeof(Counter) && type.ClrType != typeof(ProtectionKey))
            .OrderByDescending(type => type.GetForeignKeys().Count())
            .Select(type => type.GetTableName()!)
            .Distinct();
        var emptying = string.Join(";\n", tables.Select(table => $"DELETE FROM \"{table}\""));
        await db.WriteAsync(async inside =>
        {
            await db.Set<Counter>().Where(counter => counter.Name == Marker).ExecuteDeleteAsync(inside);
            return await db.Database.ExecuteSqlRawAsync(emptying, inside);
        }, cancel);
    }

    [LoggerMessage(LogLevel.Information, "The demo workspace is being built: {Percent} %")]
    private partial void LogProgress(int percent);

    [LoggerMessage(LogLevel.Information, "The demo workspace is ready after {Seconds:0.0} s")]
    private partial void LogBuilt(double seconds);

    [LoggerMessage(LogLevel.Information, "The demo workspace was not finished; it is built again")]
    private partial void LogStartingOver();

    [LoggerMessage(LogLevel.Warning, "No demo workspace was built: the database already holds something, but no workspace has been set up")]
    private partial void LogNotEmpty();
}
