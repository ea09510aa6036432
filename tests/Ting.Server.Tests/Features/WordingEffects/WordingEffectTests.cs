using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Value;
using Ting.Server.Features.WordingEffects;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.WordingEffects;

[Trait("req", "LANG-12")]
public sealed class WordingEffectTests : DeskTest
{
    [Fact]
    public async Task Who_met_marked_words_is_compared_with_the_others_with_n_difference_and_ratio()
    {
        // 20 with the words, 12 of whom never bought again; 20 without, 2 of whom did not
        for (var at = 0; at < 20; at++)
            await TalkedAsync($"with-{at}@example.test", "blame", CoachOutcome.Overridden, buysAgain: at >= 12);
        for (var at = 0; at < 20; at++)
            await TalkedAsync($"without-{at}@example.test", category: null, default, buysAgain: at >= 2);
        Server.Clock.Advance(TimeSpan.FromDays(31));

        var answer = await Client.ReadAsync("/api/v1/wording-effects?period=90d");
        Assert.Equal((40, 20), (answer.GetProperty("conversations").GetInt32(), answer.GetProperty("withAny").GetInt32()));
        foreach (var lost in answer.GetProperty("effects").EnumerateArray().Where(it => it.Text("outcome") == "lost"))
        {
            Assert.Equal((12, 20), Counts(lost, "with"));
            Assert.Equal((2, 20), Counts(lost, "without"));
            var difference = Measurement.Proportion.Difference(12, 20, 2, 20);
            Assert.Equal(0.5, lost.GetProperty("difference").GetProperty("value").GetDouble(), 9);
            Assert.Equal(difference.Low, lost.GetProperty("difference").GetProperty("low").GetDouble(), 9);
            Assert.Equal(6, lost.GetProperty("ratio").GetProperty("value").GetDouble(), 9);
            Assert.True(lost.GetProperty("isClear").GetBoolean());
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/wording", Cancel);
        Assert.Equal(2, browser.Page.QuerySelectorAll(".eff circle.eff-more").Length);
        Assert.Contains("This is no proof that the words were the cause.", browser.Text, StringComparison.Ordinal);
        var rows = browser.TextsOf(".eff-t tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.Contains("+50.0", rows[1], StringComparison.Ordinal);
        Assert.Contains("More often where these words stood.", rows[1], StringComparison.Ordinal);

        await browser.OpenAsync(browser.Page.QuerySelector(".eff-t tbody tr:nth-child(2) td a")!.GetAttribute("href")!, Cancel);
        Assert.Equal(12, browser.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("怎么又是您", browser.Text, StringComparison.Ordinal);
        Assert.StartsWith("/inbox/", browser.Page.QuerySelector("tbody th a")!.GetAttribute("href"), StringComparison.Ordinal);

        using var file = await Client.GetAsync("/insights/wording.csv?period=90d", Cancel);
        Assert.Equal(1 + 2 * 4, (await file.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_was_put_right_before_it_was_sent_or_is_disputed_does_not_count()
    {
        await TalkedAsync("one@example.test", "blame", CoachOutcome.Accepted, buysAgain: false);
        await TalkedAsync("two@example.test", "blame", CoachOutcome.Disputed, buysAgain: false);
        await TalkedAsync("three@example.test", "refusal", CoachOutcome.Shown, buysAgain: false);

        var answer = await Client.ReadAsync("/api/v1/wording-effects?period=7d");
        Assert.Equal((3, 1), (answer.GetProperty("conversations").GetInt32(), answer.GetProperty("withAny").GetInt32()));
        Assert.Equal(["refusal"], answer.GetProperty("effects").EnumerateArray().Select(it => it.Text("category")).OfType<string>().Distinct());
    }

    [Fact]
    public async Task Only_who_had_bought_before_and_was_watched_long_enough_can_be_lost()
    {
        await TalkedAsync("old@example.test", "blame", CoachOutcome.Shown, buysAgain: false);
        await TalkedAsync("new@example.test", "blame", CoachOutcome.Shown, buysAgain: false, boughtBefore: false);
        Assert.Equal((0, 0), Counts(await AnyAsync("lost", 30), "with")); // nobody knows yet

        Server.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal((1, 1), Counts(await AnyAsync("lost", 30), "with"));
        Assert.Equal((0, 0), Counts(await AnyAsync("lost", 60), "with"));
    }

    [Fact]
    public async Task Escalation_complaints_and_the_risk_that_value_counts_are_outcomes_too()
    {
        var calm = await TalkedAsync("calm@example.test", category: null, default, buysAgain: false);
        var angry = await TalkedAsync("angry@example.test", "blame", CoachOutcome.Shown, buysAgain: false);
        await using (var db = Server.Database())
        {
            var conversation = await db.Conversations.SingleAsync(it => it.Id == angry, Cancel);
            db.Entry(conversation).Property(it => it.Escalated).CurrentValue = true;
            foreach (var (person, alive) in new[] { (conversation.PersonId, 0.2), ((await db.Conversations.SingleAsync(it => it.Id == calm, Cancel)).PersonId, 0.9) })
            {
                var value = db.Add(Activator.CreateInstance(typeof(CustomerValue), nonPublic: true)!).Entity;
                db.Entry(value).Property(nameof(CustomerValue.PersonId)).CurrentValue = person;
                db.Entry(value).Property(nameof(CustomerValue.Alive)).CurrentValue = alive;
            }

            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync("/api/v1/cases", new { conversationId = angry, kind = "complaint", title = "态度" });
        foreach (var outcome in (string[])["escalated", "complained", "atRisk"])
        {
            var effect = await AnyAsync(outcome, 30);
            Assert.Equal(((1, 1), (0, 1)), (Counts(effect, "with"), Counts(effect, "without")));
            Assert.False(effect.GetProperty("isClear").GetBoolean()); // two say nothing
            Assert.Equal(angry, Assert.Single((await Client.ReadAsync($"/api/v1/wording-effects/conversations?period=7d&category=blame&outcome={outcome}")).Items()).GetProperty("id").GetGuid());
        }

        Assert.Empty((await Client.ReadAsync("/api/v1/wording-effects/conversations?period=7d&category=refusal")).Items());
        await Client.SendAsync(HttpMethod.Get, "/api/v1/wording-effects?days=31", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/wording-effects/conversations?outcome=plaid", null, HttpStatusCode.BadRequest);
        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/wording-effects", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_trains_sees_the_whole_desk_as_their_role_says()
    {
        var others = await TalkedAsync("one@example.test", "blame", CoachOutcome.Shown, buysAgain: false);
        await TalkedAsync("two@example.test", "blame", CoachOutcome.Shown, buysAgain: false);
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{others}", new { assigneeId = (await Server.HasColleagueAsync("林悦", Cancel)).Id }, HttpStatusCode.OK);
        Assert.Equal(2, (await Client.ReadAsync("/api/v1/wording-effects?period=7d")).GetProperty("conversations").GetInt32());
        Server.Role = AgentRole.Trainer;
        Assert.Equal(2, (await Client.ReadAsync("/api/v1/wording-effects?period=7d")).GetProperty("conversations").GetInt32());
    }

    [Fact]
    public async Task Every_part_is_looked_up_by_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var sql = WordingFigures.Sql(db, new InsightFilter(DateTimeOffset.UnixEpoch, Server.Clock.GetUtcNow(), null, null, null), 30, Server.Clock.GetUtcNow(), "any", out _);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync(Cancel);
        command.CommandText = "EXPLAIN QUERY PLAN " + sql.Replace("{0}", "'2026-01-01'", StringComparison.Ordinal).Replace("{1}", "'2026-02-01'", StringComparison.Ordinal).Replace("{2}", "'2026-02-01'", StringComparison.Ordinal);
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel))
                steps.Add(reader.GetString(3));
        foreach (var index in (string[])["IX_conversations_ResolvedAt", "IX_coach_records_ConversationId", "IX_case_conversations_ConversationId", "IX_orders_PersonId_PlacedAt_Id"])
            Assert.Contains(steps, step => step.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN conversations", StringComparison.Ordinal) || step.StartsWith("SCAN o", StringComparison.Ordinal) || step.StartsWith("SCAN r", StringComparison.Ordinal));
    }

    private async Task<JsonElement> AnyAsync(string outcome, int days) =>
        (await Client.ReadAsync($"/api/v1/wording-effects?period=90d&days={days}")).GetProperty("effects").EnumerateArray().Single(it => it.Text("outcome") == outcome && it.GetProperty("category").ValueKind is JsonValueKind.Null);

    private static (int Hits, int Count) Counts(JsonElement effect, string side) => (effect.GetProperty(side).GetProperty("hits").GetInt32(), effect.GetProperty(side).GetProperty("count").GetInt32());

    private async Task<Guid> TalkedAsync(string email, string? category, CoachOutcome outcome, bool buysAgain, bool boughtBefore = true)
    {
        var (id, person) = await Server.HasConversationAsync("东西坏了", email: email);
        await Server.AnswerAsync(id, "您好，我来看看。", Cancel);
        await using (var db = Server.Database())
        {
            var message = await db.Messages.SingleAsync(it => it.ConversationId == id && it.Kind == MessageKind.Reply, Cancel);
            if (category is not null)
                db.CoachRecords.Add(new CoachRecord(message, TestServer.AgentId, "zh.blame", category, "warn", "怎么又是您", outcome, null));
            if (boughtBefore)
                Bought(db, person, $"{email}-1", message.At.AddDays(-20));
            if (buysAgain)
                Bought(db, person, $"{email}-2", message.At.AddDays(10));
            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        return id;
    }

    private static void Bought(AppDb db, Guid person, string number, DateTimeOffset at)
    {
        var order = new Order(person, number, at);
        order.Record(person, 100_00, "CNY", at, [], at);
        db.Orders.Add(order);
    }
}
