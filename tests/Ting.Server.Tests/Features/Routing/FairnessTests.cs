using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>
/// Eight servers route the same queue at once, while agents resolve what they get. Each router has a turn of its own, as on eight machines, so only what the database
/// guards keeps them apart. TING_ROUTING_CONVERSATIONS makes the queue longer: `eng/bench routing`.
/// </summary>
public sealed class FairnessTests : IAsyncLifetime
{
    private const int Workers = 8;
    private const int Agents = 40;

    private static readonly int Conversations = int.TryParse(Environment.GetEnvironmentVariable("TING_ROUTING_CONVERSATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : 2_000;

    private readonly TestServer _server = new();
    private readonly Dictionary<Guid, int> _capacity = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.HasDeskAsync(Cancel);
        await using var db = _server.Database();
        var inbox = await db.Inboxes.SingleAsync(Cancel);
        await _server.RoutesAsync(inbox.Id, new { strategy = "balanced", lastAgentFirst = false });
        for (var i = 0; i < Agents; i++)
        {
            var agent = await _server.HasColleagueAtAsync($"{i:00}", SeatState.Online, 1 + (i % 5), Cancel);
            _capacity[agent.Id] = 1 + (i % 5);
        }

        await QueueAsync(inbox);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Eight_servers_give_nobody_too_much_and_nothing_twice()
    {
        var (most, left) = (new int[Workers], Conversations);
        var time = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            using var router = NewRouter();
            while (Volatile.Read(ref left) > 0)
            {
                await router.DrainAsync(Cancel);
                most[worker] = Math.Max(most[worker], await FullestAsync());
                Interlocked.Add(ref left, -await ResolveSomeAsync(worker));
            }
        }, Cancel)));

        time.Stop();
        await using var db = _server.Database();
        var assigned = await db.Events.Where(line => line.Type == "conversation.assigned" && line.Data.Contains("\"routed\"")).GroupBy(line => line.Stream).Select(group => group.Count()).ToListAsync(Cancel);
        Tell($"{Workers} servers, {Agents} agents with room for {_capacity.Values.Sum()}, {Conversations:N0} conversations, {(db.Database.IsSqlite() ? "SQLite" : "PostgreSQL")}, {Environment.ProcessorCount} processors");
        Tell($"given out and resolved in {time.Elapsed.TotalSeconds:F1} s: {Conversations / time.Elapsed.TotalSeconds:F0} conversations a second");
        Tell($"violations: {most.Max()} points over capacity at most; given {assigned.Sum():N0} times, {assigned.Count(times => times > 1)} more than once, {Conversations - assigned.Count} never");
        Assert.Equal(0, most.Max()); // points over capacity, whenever somebody looked
        Assert.Equal(Conversations, assigned.Count);
        Assert.All(assigned, times => Assert.Equal(1, times));
        Assert.Equal(0, await db.Conversations.CountAsync(it => it.Status == ConversationStatus.Open, Cancel));
        Assert.All(await ReasonsAsync(db), reason => Assert.InRange(reason.Load, 1, reason.Capacity));
    }

    private static void Tell(FormattableString line) => TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(line));

    private Router NewRouter()
    {
        var services = _server.Services;
        return new Router(
            services.GetRequiredService<IDbContextFactory<AppDb>>(), services.GetRequiredService<Kept<RoutingBook>>(), services.GetRequiredService<Kept<SkillBook>>(), services.GetRequiredService<Kept<RoleBook>>(), services.GetRequiredService<LiveFeed>(), _server.Clock);
    }

    /// <returns>By how many points the fullest agent is over their capacity, in one consistent look; 0 when nobody is.</returns>
    private async Task<int> FullestAsync()
    {
        await using var db = _server.Database();
        var loads = await db.Conversations.Where(it => it.Status == ConversationStatus.Open && it.AssigneeId != null).GroupBy(it => it.AssigneeId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(Cancel);
        return loads.Select(it => Math.Max(0, it.Count - _capacity[it.Key!.Value])).Prepend(0).Max();
    }

    // Each worker resolves the conversations of its own agents, so that they free room while the others give out.
    private async Task<int> ResolveSomeAsync(int worker)
    {
        await using var db = _server.Database();
        var own = _capacity.Keys.Order().Where((_, at) => at % Workers == worker).Cast<Guid?>().ToArray();
        var open = await db.Conversations.Where(it => it.Status == ConversationStatus.Open && own.Contains(it.AssigneeId)).ToListAsync(Cancel);
        foreach (var conversation in open)
        {
            conversation.Resolve("system", _server.Clock.GetUtcNow());
            db.AppendEvents(conversation);
        }

        await db.SaveChangesAsync(Cancel);
        return open.Count;
    }

    private async Task QueueAsync(Inbox inbox)
    {
        var now = _server.Clock.GetUtcNow();
        foreach (var some in Enumerable.Range(0, Conversations).Chunk(250))
        {
            await using var db = _server.Database();
            foreach (var number in some)
            {
                var person = new Person($"客人 {number}", "zh-Hans", now);
                var conversation = new Conversation(inbox.Id, person.Id, null, "zh-Hans", "customer", now.AddMinutes(-number % 50));
                db.People.Add(person);
                db.Messages.Add(conversation.Receive("你好", null, now.AddMinutes(-number % 50), now));
                db.Conversations.Add(conversation);
                db.AppendEvents(conversation);
            }

            await db.SaveChangesAsync(Cancel);
        }
    }

    private static async Task<IReadOnlyList<AssignmentReason>> ReasonsAsync(AppDb db)
    {
        var lines = await db.Events.Where(line => line.Type == "conversation.assigned" && line.Data.Contains("\"routed\"")).Select(line => line.Data).ToListAsync(Cancel);
        return [.. lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("why").Deserialize()!)];
    }
}

file static class Reason
{
    public static AssignmentReason? Deserialize(this System.Text.Json.JsonElement why) => System.Text.Json.JsonSerializer.Deserialize<AssignmentReason>(why, System.Text.Json.JsonSerializerOptions.Web);
}
