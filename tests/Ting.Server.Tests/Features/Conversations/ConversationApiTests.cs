using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

public sealed class ConversationApiTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_list_is_read_part_by_part_newest_first_without_gaps_or_repeats()
    {
        await _server.HasInboxAsync();
        for (var number = 0; number < 7; number++)
        {
            await _server.HasConversationAsync($"第 {number} 个");
            if (number % 2 == 0) // some at the very same moment
                _server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var client = _server.Client();
        var numbers = new List<long>();
        string? cursor = null;
        do
        {
            var page = await client.ReadAsync($"/api/v1/conversations?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            numbers.AddRange(page.Items().Select(it => it.GetProperty("number").GetInt64()));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);

        Assert.Equal(7, numbers.Distinct().Count());
        Assert.Equal(7, numbers.Count);
        Assert.Equal([6, 7], numbers.Take(2).Order()); // at one moment
        Assert.Equal(1, numbers[^1]);
    }

    [Fact]
    public async Task Filters_choose_by_status_assignee_inbox_label_and_view()
    {
        await _server.HasInboxAsync();
        await _server.HasInboxAsync(key: "other");
        var (mine, _) = await _server.HasConversationAsync("给我");
        var (resolved, person) = await _server.HasConversationAsync("已解决");
        var (elsewhere, _) = await _server.HasConversationAsync("别处", inbox: "other");
        await using (var db = _server.Database())
        {
            db.Labels.Add(new Label("急", null, _server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        using var client = _server.Client();
        await client.PostAsync($"/api/v1/conversations/{mine}/assign", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
        await client.PostAsync($"/api/v1/conversations/{resolved}/resolve", null, HttpStatusCode.OK);
        var labelled = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{elsewhere}", new { labels = new[] { "急" } }, HttpStatusCode.OK);

        Assert.Equal("急", labelled.GetProperty("labels")[0].GetString());
        Assert.Equal([mine], await IdsAsync(client, "assignee=me"));
        Assert.Equal([mine], await IdsAsync(client, "view=mine"));
        Assert.Equal([resolved], await IdsAsync(client, "status=resolved"));
        Assert.Equal([resolved], await IdsAsync(client, $"personId={person}"));
        Assert.Equal([elsewhere], await IdsAsync(client, "inbox=other"));
        Assert.Equal([elsewhere], await IdsAsync(client, "label=%E6%80%A5"));
        Assert.Equal([elsewhere], await IdsAsync(client, "view=unassigned"));
        Assert.Equal(new[] { elsewhere, resolved }.Order(), (await IdsAsync(client, "assignee=none")).Order());
    }

    [Fact]
    public async Task A_patch_changes_only_what_is_given_and_only_the_version_seen()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();
        using var read = await client.GetAsync($"/api/v1/conversations/{id}", Cancel);
        var tag = read.Headers.ETag!.ToString();

        var changed = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { subject = "退款", priority = "high" }, HttpStatusCode.OK, ("If-Match", tag));
        var stale = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { subject = "x" }, HttpStatusCode.PreconditionFailed, ("If-Match", tag));
        var emptied = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", """{"subject":null}""", HttpStatusCode.OK, ("If-Match", "*"));

        Assert.Equal(("退款", "high"), (changed.Text("subject"), changed.Text("priority")));
        Assert.Equal("conversation.changed_meanwhile", stale.Text("title"));
        Assert.Equal((null, "high"), (emptied.Text("subject"), emptied.Text("priority")));
    }

    [Fact]
    public async Task A_patch_of_the_status_is_the_verb()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();
        var until = _server.Clock.GetUtcNow().AddHours(3).AddTicks(7); // finer than a database keeps

        var needs = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { status = "snoozed" }, HttpStatusCode.BadRequest);
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { status = "snoozed", snoozedUntil = until }, HttpStatusCode.OK);
        _server.Clock.Advance(TimeSpan.FromHours(4));
        await _server.RunJobsAsync(Cancel);
        var awake = await client.ReadAsync($"/api/v1/conversations/{id}");
        var done = await client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { status = "resolved" }, HttpStatusCode.OK);

        Assert.Equal("conversation.snooze_needs_time", needs.Text("title"));
        Assert.Equal("open", awake.Text("status"));
        Assert.Equal("resolved", done.Text("status"));
    }

    [Fact]
    public async Task Messages_come_oldest_first_with_their_reading_and_their_author()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync("你们太过分了，我要投诉！");
        using var client = _server.Client();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.PostAsync($"/api/v1/conversations/{id}/messages", new { kind = "reply", text = "非常抱歉让您久等了，我马上为您处理。" });

        var first = await client.ReadAsync($"/api/v1/conversations/{id}/messages?limit=1");
        var second = await client.ReadAsync($"/api/v1/conversations/{id}/messages?limit=1&cursor={first.Text("nextCursor")}");

        var customer = first.Items().Single();
        Assert.Equal(("customer", "林婉清"), (customer.GetProperty("author").Text("kind"), customer.GetProperty("author").Text("name")));
        Assert.Equal("zh", customer.GetProperty("reading").Text("lang"));
        Assert.Equal(JsonValueKind.Object, customer.GetProperty("reading").GetProperty("emotions").ValueKind);
        var reply = second.Items().Single();
        Assert.Equal(("agent", "周予安"), (reply.GetProperty("author").Text("kind"), reply.GetProperty("author").Text("name")));
        Assert.Equal(JsonValueKind.Null, reply.GetProperty("reading").ValueKind);
        Assert.Null(second.Text("nextCursor"));
    }

    [Fact]
    public async Task Events_resume_after_the_last_one_seen()
    {
        await _server.HasInboxAsync();
        var (id, _) = await _server.HasConversationAsync();
        using var client = _server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/resolve", null, HttpStatusCode.OK);

        var all = await client.ReadAsync($"/api/v1/conversations/{id}/events");
        var rest = await client.ReadAsync($"/api/v1/conversations/{id}/events?after=2");

        Assert.Equal(["conversation.opened", "message.received", "conversation.resolved"], all.Items().Select(it => it.Text("type")!));
        Assert.Equal([3], rest.Items().Select(it => it.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task No_list_reads_a_whole_table()
    {
        await _server.HasInboxAsync();
        await using var db = _server.Database();
        if (!db.Database.IsSqlite())
            return; // the plans of PostgreSQL follow its statistics, which an empty table has none of

        var at = Ting.Server.Platform.Api.Place.Of(_server.Clock.GetUtcNow(), Guid.CreateVersion7());
        IQueryable<Conversation>[] lists =
        [
            db.Conversations,
            db.Conversations.Where(it => it.Status == ConversationStatus.Open),
            db.Conversations.Where(it => it.AssigneeId == TestServer.AgentId),
            db.Conversations.Where(it => it.TeamId == TestServer.AgentId),
            db.Conversations.Where(it => it.InboxId == TestServer.AgentId),
            db.Conversations.Where(it => it.PersonId == TestServer.AgentId),
        ];
        string[] plans =
        [
            .. lists.SelectMany(list => new[] { list, ListConversations.Ordered(list, at) }).Select(list => PlanOf(db, ListConversations.Ordered(list, at).Take(51))),
            PlanOf(db, ListMessages.Ordered(db, TestServer.AgentId, at).Take(51)),
            PlanOf(db, db.Events.Where(line => line.Stream == TestServer.AgentId && line.Sequence > 5).OrderBy(line => line.Sequence).Take(51)),
            PlanOf(db, Ting.Server.Features.People.ListPeople.Ordered(db, at).Take(51)),
            PlanOf(db, Ting.Server.Features.Changes.ChangesApi.After(db, 5).Take(51)),
        ];

        // Reading an index in its order is what a list should do; SCAN of a table without one reads everything.
        Assert.All(plans, plan => Assert.Empty(WholeTables(plan)));
        Assert.NotEmpty(WholeTables(PlanOf(db, db.Conversations.Where(it => it.Preview == "x")))); // the check can fail
    }

    // What a part of the query itself has brought may be gone through.
    private static IEnumerable<string> WholeTables(string plan) =>
        System.Text.RegularExpressions.Regex.Matches(plan, @"SCAN (\S+)(\n|$)").Select(match => match.Groups[1].Value).Where(name => !plan.Contains($"CO-ROUTINE {name}", StringComparison.Ordinal));

    private static async Task<IEnumerable<Guid>> IdsAsync(HttpClient client, string filter) =>
        (await client.ReadAsync($"/api/v1/conversations?{filter}")).Items().Select(it => it.GetProperty("id").GetGuid());

    private static string PlanOf<T>(AppDb db, IQueryable<T> query) => string.Join('\n', QueryPlan.Of(db, query));
}
