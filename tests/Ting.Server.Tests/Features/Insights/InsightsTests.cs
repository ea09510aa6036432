using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Insights;

/// <summary>Small data of which every figure can be told by hand. The clock stands at 1 April 2026, 09:00 UTC.</summary>
public sealed class InsightsTests : IDisposable
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_queue_counts_what_is_open_waiting_late_and_at_risk()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, hoursAgo: 2); // waiting, due an hour ago
        await HasAsync(inbox, hoursAgo: 0.9); // waiting, due in six minutes
        await HasAsync(inbox, hoursAgo: 0.1); // waiting, due later
        await HasAsync(inbox, hoursAgo: 3, replyAfterMinutes: 5); // our turn is over
        await HasAsync(inbox, hoursAgo: 4, replyAfterMinutes: 5, resolveAfterMinutes: 10);

        var queue = await ReportAsync("queue");

        Assert.Equal((4, 3, 1, 1), (Int(queue, "open"), Int(queue, "waiting"), Int(queue, "overdue"), Int(queue, "atRisk")));
        Assert.Equal(_server.Clock.GetUtcNow().AddHours(-2), queue.GetProperty("oldestWaitSince").GetDateTimeOffset());
        await RowsEqualAsync(("open", null, 4), ("waiting", null, 3), ("overdue", null, 1), ("at-risk", null, 1), ("unassigned", null, Int(queue, "unassigned")));
    }

    [Fact]
    public async Task Times_are_the_median_and_the_ninetieth_percentile_by_interpolation()
    {
        var inbox = await _server.HasInboxAsync();
        foreach (var minutes in (int[])[1, 2, 3, 10])
            await HasAsync(inbox, hoursAgo: 5, replyAfterMinutes: minutes, resolveAfterMinutes: minutes * 6);
        await HasAsync(inbox, hoursAgo: 5); // never answered: not measured

        var times = await ReportAsync("times");

        var reply = times.GetProperty("firstReply");
        Assert.Equal(4, Int(reply, "count"));
        Assert.Equal(150, Double(reply, "median"), 0.01); // between 2 and 3 minutes
        Assert.Equal(474, Double(reply, "p90"), 0.01); // 3 + 0.7 · 7 minutes
        Assert.Equal(900, Double(times.GetProperty("resolution"), "median"), 0.01);
        await RowsEqualAsync(("first-replied", null, 4), ("resolved", null, 4), ("received", null, 5));
    }

    [Fact]
    public async Task Volume_falls_on_the_readers_days()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, hoursAgo: 17); // 31 March 16:00 UTC is 1 April 01:00 in Tokyo
        await HasAsync(inbox, hoursAgo: 19); // 31 March 14:00 UTC is 31 March 23:00 in Tokyo

        var utc = (await ReportAsync("volume", "&period=today")).GetProperty("received").GetInt32();
        var tokyo = (await ReportAsync("volume", "&period=today&zone=Asia/Tokyo")).GetProperty("received").GetInt32();
        var days = (await ReportAsync("volume", "&zone=Asia/Tokyo&by=day")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal((0, 1), (utc, tokyo));
        Assert.Equal(7, days.Count);
        Assert.Equal([1, 1], days.TakeLast(2).Select(day => Int(day, "received")));
    }

    [Theory]
    [InlineData("2026-03-31T23:59:59.999Z", 0)]
    [InlineData("2026-04-01T00:00:00Z", 1)]
    public async Task A_period_begins_with_its_first_moment(string at, int expected)
    {
        var inbox = await _server.HasInboxAsync();
        var hours = (_server.Clock.GetUtcNow() - DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)).TotalHours;
        await HasAsync(inbox, hours);

        Assert.Equal(expected, Int(await ReportAsync("volume", "&period=today"), "received"));
    }

    [Fact]
    [Trait("req", "SAT-06")]
    public async Task Satisfaction_is_counted_over_those_who_answered_and_shown_with_its_interval()
    {
        var inbox = await _server.HasInboxAsync();
        for (var index = 0; index < 25; index++)
            await HasAsync(inbox, hoursAgo: 3, resolveAfterMinutes: 5, score: index < 20 ? 5 : 2, predicted: 4);
        await HasAsync(inbox, hoursAgo: 3, resolveAfterMinutes: 5, predicted: 3);
        await HasAsync(inbox, hoursAgo: 3, resolveAfterMinutes: 5, predicted: 2, asked: false);

        var figures = await ReportAsync("satisfaction");

        Assert.Equal((26, 25), (Int(figures, "asked"), Int(figures, "answered")));
        Assert.Equal([0, 5, 0, 0, 20], figures.GetProperty("scores").EnumerateArray().Select(count => count.GetInt32()));
        var share = figures.GetProperty("satisfied");
        Assert.Equal(0.8, Double(share, "share"), 10);
        Assert.Equal(0.6087, Double(share, "low"), 4); // Wilson, 20 of 25
        Assert.Equal(0.9114, Double(share, "high"), 4);
        Assert.False(share.GetProperty("tooFew").GetBoolean());
        Assert.Equal(2.5, Double(figures, "predictedOfUnanswered"), 10);
        await RowsEqualAsync(("asked", null, 26), ("answered", null, 25), ("satisfied", null, 20), ("score", "2", 5), ("score", "5", 20), ("predicted-only", null, 2));
    }

    [Fact]
    public async Task Fewer_than_twenty_answers_are_shown_as_too_few()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, hoursAgo: 3, resolveAfterMinutes: 5, score: 5);
        using var client = _server.Client();

        Assert.True((await ReportAsync("satisfaction")).GetProperty("satisfied").GetProperty("tooFew").GetBoolean());
        Assert.Contains("too few answers", await client.GetStringAsync("/insights", Cancel));
    }

    [Fact]
    [Trait("req", "EMO-03")]
    public async Task Recovery_is_from_a_negative_first_message_to_a_last_one_that_is_not()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, 3, resolveAfterMinutes: 5, emotions: [Emotion.Angry, Emotion.Neutral]); // recovered
        await HasAsync(inbox, 3, resolveAfterMinutes: 5, emotions: [Emotion.Dissatisfied, Emotion.Grateful]); // recovered
        await HasAsync(inbox, 3, resolveAfterMinutes: 5, emotions: [Emotion.Angry, Emotion.Dissatisfied]); // better, not recovered
        await HasAsync(inbox, 3, resolveAfterMinutes: 5, emotions: [Emotion.Neutral, Emotion.Satisfied]); // nothing to recover from
        await HasAsync(inbox, 3, emotions: [Emotion.Angry, Emotion.Satisfied]); // not resolved

        var figures = await ReportAsync("emotion");

        Assert.Equal([2, 1, 1, 0, 0], figures.GetProperty("first").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal([0, 1, 1, 1, 1], figures.GetProperty("last").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal((2, 3), (Int(figures.GetProperty("recovery"), "hits"), Int(figures.GetProperty("recovery"), "count")));
        await RowsEqualAsync(("recovered", null, 2), ("negative-start", null, 3), ("first-level", "-2", 2), ("last-level", "-1", 1), ("read", null, 4));
    }

    [Fact]
    public async Task The_coach_is_counted_by_category_and_outcome()
    {
        var inbox = await _server.HasInboxAsync();
        var id = await HasAsync(inbox, hoursAgo: 1, replyAfterMinutes: 5);
        await using (var db = _server.Database())
        {
            var reply = await db.Messages.FirstAsync(message => message.Kind == MessageKind.Reply, Cancel);
            foreach (var (category, outcome) in (List<(string, CoachOutcome)>)[("negation", CoachOutcome.Accepted), ("negation", CoachOutcome.Shown), ("contempt", CoachOutcome.Overridden)])
                db.CoachRecords.Add(new CoachRecord(reply, TestServer.AgentId, "RULE", category, "warn", "words", outcome, null));
            await db.SaveChangesAsync(Cancel);
        }

        var items = (await ReportAsync("coach")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["negation", "contempt"], items.Select(item => item.GetProperty("category").GetString()));
        Assert.Equal((2, 1, 0), (Int(items[0], "shown"), Int(items[0], "accepted"), Int(items[0], "overridden")));
        await RowsEqualAsync(("coach", null, 3), ("coach", "negation", 2), ("coach", "negation:accepted", 1), ("coach", "contempt:overridden", 1));
        Assert.NotEqual(Guid.Empty, id);
    }

    [Fact]
    public async Task Topics_inboxes_and_filters_agree()
    {
        var shop = await _server.HasInboxAsync();
        var repair = await _server.HasInboxAsync(key: "repair");
        var first = await HasAsync(shop, 2, replyAfterMinutes: 4);
        await HasAsync(shop, 2);
        await HasAsync(repair, 2);
        var label = new Label("delivery", null, _server.Clock.GetUtcNow());
        await using (var db = _server.Database())
        {
            db.Labels.Add(label);
            db.ConversationLabels.Add(new ConversationLabel(label.Id, first));
            await db.SaveChangesAsync(Cancel);
        }

        var topics = (await ReportAsync("topics")).GetProperty("items").EnumerateArray().ToList();
        var inboxes = await ReportAsync("volume", "&by=inbox");
        var filtered = await ReportAsync("volume", $"&inbox={repair.Id}");

        Assert.Equal(("delivery", 1), (topics.Single().GetProperty("name").GetString(), Int(topics.Single(), "count")));
        Assert.Equal([2, 1], inboxes.EnumerateArray().Select(row => Int(row, "received")));
        Assert.Equal(240, Double(inboxes[0].GetProperty("firstReply"), "median"), 0.01);
        Assert.Equal(1, Int(filtered, "received"));
        await RowsEqualAsync(("topic", label.Id.ToString(), 1));
    }

    [Theory]
    [InlineData("zh-Hans", "洞察")]
    [InlineData("ja", "分析")]
    [InlineData("en", "Insights")]
    public async Task An_empty_workspace_has_a_page_in_every_language(string language, string title)
    {
        using var client = _server.Client(language);

        var page = await client.GetStringAsync("/insights?compare=1", Cancel);

        Assert.Contains($"<h1>{title}</h1>", page);
        Assert.DoesNotContain("NaN", page);
    }

    [Fact]
    public async Task A_workspace_with_one_conversation_shows_it_and_links_to_its_rows()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, hoursAgo: 2, replyAfterMinutes: 5, resolveAfterMinutes: 30, score: 4, emotions: [Emotion.Angry, Emotion.Grateful]);
        using var client = _server.Client();

        var page = await client.GetStringAsync("/insights?period=7d&compare=1", Cancel);
        var rows = await client.GetStringAsync("/insights/rows?number=recovered&period=7d", Cancel);

        Assert.Contains("number=recovered", page);
        Assert.Contains("5:00", page);
        Assert.Contains("/inbox/1", rows);
    }

    [Fact]
    public async Task Rows_come_in_parts_that_miss_and_repeat_nothing()
    {
        var inbox = await _server.HasInboxAsync();
        for (var index = 0; index < 7; index++)
            await HasAsync(inbox, hoursAgo: 1);
        var numbers = new List<long>();
        string? cursor = null;
        using var client = _server.Client();

        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/reports/received/rows?limit=3&cursor={cursor}", Cancel);
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("number").GetInt64()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], numbers);
    }

    [Fact]
    public async Task An_exported_cell_is_never_a_formula_and_the_file_names_its_encoding()
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, hoursAgo: 1, name: "=HYPERLINK(\"http://x\")");
        await HasAsync(inbox, hoursAgo: 1, name: "@SUM(A1)");
        using var client = _server.Client("zh-Hans");

        var bytes = await client.GetByteArrayAsync("/insights/rows.csv?number=received", Cancel);
        var figures = await client.GetByteArrayAsync("/insights/export.csv", Cancel);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        Assert.Equal([0xEF, 0xBB, 0xBF], figures.Take(3));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Contains("'=HYPERLINK", text);
        Assert.Contains("'@SUM", text);
        Assert.Equal(3, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(AgentRole.Representative, 1)]
    [InlineData(AgentRole.Specialist, 1)]
    [InlineData(AgentRole.Trainer, 2)]
    [InlineData(AgentRole.Supervisor, 2)]
    [InlineData(AgentRole.Manager, 2)]
    public async Task Agents_see_their_own_numbers_and_those_who_lead_all(AgentRole role, int expected)
    {
        var inbox = await _server.HasInboxAsync();
        await HasAsync(inbox, 1, replyAfterMinutes: 5); // answered by the agent who asks
        await HasAsync(inbox, 1);
        _server.Role = role;

        Assert.Equal(expected, Int(await ReportAsync("volume"), "received"));
    }

    [Fact]
    public async Task Nobody_sees_the_numbers_of_a_colleague_nor_exports_without_leading()
    {
        await _server.HasInboxAsync();
        _server.Role = AgentRole.Specialist;
        using var client = _server.Client();

        using var other = await client.GetAsync($"/api/v1/reports/volume?agent={Guid.CreateVersion7()}", Cancel);
        using var export = await client.GetAsync("/insights/export.csv", Cancel);
        using var rows = await client.GetAsync("/insights/rows.csv?number=received", Cancel);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [other.StatusCode, export.StatusCode, rows.StatusCode]);
    }

    [Fact]
    public async Task What_nobody_knows_is_not_found_and_what_cannot_be_read_is_refused()
    {
        using var client = _server.Client();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/reports/mood-of-staff", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/reports/nothing/rows", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/reports/volume?from=yesterday", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/reports/volume?zone=Mars/Olympus", Cancel)).StatusCode);
    }

    private async Task<Guid> HasAsync(
        Inbox inbox, double hoursAgo, int? replyAfterMinutes = null, int? resolveAfterMinutes = null, int? score = null, double? predicted = null, bool asked = true,
        Emotion[]? emotions = null, string name = "林婉清")
    {
        var at = _server.Clock.GetUtcNow().AddHours(-hoursAgo);
        await using var db = _server.Database();
        var person = new Person(name, "zh-Hans", at);
        var conversation = new Conversation(inbox.Id, person.Id, null, "zh-Hans", "customer", at);
        db.People.Add(person);
        db.Messages.Add(conversation.Receive("你好", null, at, at));
        foreach (var emotion in emotions ?? [])
            conversation.Understand(Listener.Read("你好", "zh") with { Emotion = emotion, Urgency = Urgency.Normal, Escalation = false });
        if (replyAfterMinutes is { } minutes)
            db.Messages.Add(conversation.Reply(TestServer.AgentId, "agent", "您好", null, null, at.AddMinutes(minutes)));
        if (resolveAfterMinutes is { } later)
            conversation.Resolve("agent", at.AddMinutes(later));
        if (score is not null || predicted is not null)
        {
            var rating = new SatisfactionRating(conversation.Id, predicted ?? 3, at.AddMinutes(10));
            if (!asked)
                rating.LeaveOut(predicted ?? 3, at.AddMinutes(10));
            if (score is { } given)
                rating.Answer(given, "", null, at.AddMinutes(20));
            db.SatisfactionRatings.Add(rating);
        }

        db.Conversations.Add(conversation);
        await db.SaveAsync(conversation, Cancel);
        return conversation.Id;
    }

    private async Task<JsonElement> ReportAsync(string name, string query = "")
    {
        using var client = _server.Client();
        var report = await client.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{name}?x=1{query}", Cancel);
        return report.GetProperty("figures");
    }

    private async Task RowsEqualAsync(params (string Number, string? Of, int Expected)[] numbers)
    {
        using var client = _server.Client();
        foreach (var (number, of, expected) in numbers)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{number}/rows?of={Uri.EscapeDataString(of ?? "")}", Cancel);
            Assert.Equal((number, of, expected, expected), (number, of, Int(page, "count"), page.GetProperty("items").GetArrayLength()));
        }
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static double Double(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
