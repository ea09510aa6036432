using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations.Promises;

[Trait("req", "NEED-08")]
public sealed class PromiseTests : DeskTest
{
    [Theory]
    [InlineData("您好，很抱歉让您久等了。我24小时内给您打电话说明结果。祝好。", "我24小时内给您打电话说明结果。", 24)]
    [InlineData("申し訳ございません。2時間以内に私からお電話いたします。", "2時間以内に私からお電話いたします。", 2)]
    [InlineData("I'm sorry about the delay. I will call you within 3 hours.", "I will call you within 3 hours.", 3)]
    public async Task A_reply_that_says_who_does_what_by_when_is_written_down(string text, string sentence, int hours)
    {
        var (id, _) = await Server.HasConversationAsync("怎么还没有消息");
        var said = Server.Clock.GetUtcNow();
        await Server.AnswerAsync(id, text, Cancel);
        using var client = Server.Client();

        var promise = Assert.Single((await client.ReadAsync("/api/v1/promises?agent=me")).Items());

        Assert.Equal((sentence, "open", TestServer.AgentId.ToString()), (promise.Text("text"), promise.Text("state"), promise.Text("agentId")));
        Assert.Equal(said.AddHours(hours), promise.GetProperty("dueAt").GetDateTimeOffset());
        Assert.Contains(await TypesAsync(client, id), type => type == "promise.made");
    }

    [Theory]
    [InlineData("好的，我这就给您查。")]
    [InlineData("我改天再联系您。")]
    [InlineData("谢谢您的耐心。")]
    public async Task What_is_done_at_once_or_at_no_time_is_not(string text)
    {
        var (id, _) = await Server.HasConversationAsync();
        await Server.AnswerAsync(id, text, Cancel);

        await using var db = Server.Database();
        Assert.Empty(await db.Promises.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Tomorrow_is_tomorrow_where_the_inbox_keeps_its_hours()
    {
        await using (var db = Server.Database())
        {
            var calendar = new Calendar("東京", "Asia/Tokyo", Server.Clock.GetUtcNow());
            db.Calendars.Add(calendar);
            (await db.Inboxes.SingleAsync(Cancel)).Keep(calendar.Id);
            await db.SaveChangesAsync(Cancel);
        }

        var (id, _) = await Server.HasConversationAsync("まだでしょうか");
        await Server.AnswerAsync(id, "明日の10時までに私からお電話いたします。", Cancel);
        using var client = Server.Client();

        var promise = Assert.Single((await client.ReadAsync("/api/v1/promises")).Items());
        Assert.Equal(new DateTimeOffset(2026, 4, 2, 1, 0, 0, TimeSpan.Zero), promise.GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task It_stays_on_the_list_when_the_conversation_is_over_and_is_pointed_out_before_its_time()
    {
        var (id, promiseId) = await PromisedAsync(hours: 24);
        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        using var browser = Server.Browser();

        await RunAsync(TimeSpan.FromHours(22.9));
        await browser.OpenAsync("/promises/count", Cancel);
        Assert.Null(browser.Page.QuerySelector("em"));

        await RunAsync(TimeSpan.FromHours(0.2));
        await browser.OpenAsync("/promises/count", Cancel);
        Assert.Equal("1", browser.Page.QuerySelector("em")!.TextContent);
        Assert.Contains("promise.due_soon", await TypesAsync(client, id));

        await RunAsync(TimeSpan.FromHours(2));
        await browser.OpenAsync("/promises", Cancel);
        Assert.Contains("Over its time", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.GetElementById($"promise-{promiseId}"));
    }

    [Fact]
    public async Task Kept_in_time_kept_late_and_broken_are_told_apart_and_can_be_taken_back()
    {
        var (id, promiseId) = await PromisedAsync(hours: 24);
        using var client = Server.Client();

        var kept = await ChangeAsync(client, promiseId, new { state = "kept" });
        Assert.Equal(("kept", false), (kept.Text("state"), kept.GetProperty("late").GetBoolean()));
        Assert.Empty((await client.ReadAsync("/api/v1/promises")).Items());

        await ChangeAsync(client, promiseId, new { state = "open" });
        Server.Clock.Advance(TimeSpan.FromHours(25));
        var late = await ChangeAsync(client, promiseId, new { state = "kept" });
        Assert.True(late.GetProperty("late").GetBoolean());

        await ChangeAsync(client, promiseId, new { state = "open" });
        await ChangeAsync(client, promiseId, new { state = "broken" });
        Assert.Single((await client.ReadAsync("/api/v1/promises?state=broken")).Items());
        Assert.Equal(["promise.made", "promise.kept", "promise.reopened", "promise.kept", "promise.reopened", "promise.broken"], (await TypesAsync(client, id)).Where(type => type!.StartsWith("promise.", StringComparison.Ordinal)));

        var problem = await ChangeAsync(client, promiseId, new { dueAt = Server.Clock.GetUtcNow().AddDays(1) }, HttpStatusCode.Conflict);
        Assert.Equal("promise.closed", problem.Text("title"));
    }

    [Fact]
    public async Task Another_time_has_another_reminder()
    {
        var (_, promiseId) = await PromisedAsync(hours: 24);
        using var client = Server.Client();
        await ChangeAsync(client, promiseId, new { dueAt = Server.Clock.GetUtcNow().AddHours(72) });

        await RunAsync(TimeSpan.FromHours(24));
        await using (var db = Server.Database())
            Assert.Null((await db.Promises.SingleAsync(Cancel)).RemindedAt);

        await RunAsync(TimeSpan.FromHours(47.5));
        await using (var db = Server.Database())
            Assert.NotNull((await db.Promises.SingleAsync(Cancel)).RemindedAt);
    }

    [Fact]
    public async Task What_was_promised_on_the_telephone_is_written_down_by_hand_and_given_to_a_colleague()
    {
        var (id, _) = await Server.HasConversationAsync();
        var colleague = await Server.HasColleagueAsync("小周", Cancel);
        using var client = Server.Client();

        var made = await client.PostAsync($"/api/v1/conversations/{id}/promises", new { text = "周五前寄出替换件", dueAt = Server.Clock.GetUtcNow().AddDays(2) });
        var moved = await ChangeAsync(client, made.GetProperty("id").GetGuid(), new { agentId = colleague.Id });

        Assert.Equal(TestServer.AgentId.ToString(), made.Text("agentId"));
        Assert.Equal(colleague.Id.ToString(), moved.Text("agentId"));
        Assert.Empty((await client.ReadAsync("/api/v1/promises?agent=me")).Items());
        Assert.Single((await client.ReadAsync($"/api/v1/promises?agent={colleague.Id}&conversationId={id}")).Items());
    }

    [Theory]
    [InlineData("", 2, "request.invalid")]
    [InlineData("   ", 2, "request.invalid")]
    [InlineData("寄出", -1, "promise.when")]
    [InlineData("寄出", 9999, "promise.when")]
    public async Task What_is_no_promise_is_refused_in_words(string text, int days, string code)
    {
        var (id, _) = await Server.HasConversationAsync();
        using var client = Server.Client("ja");

        var problem = await client.PostAsync($"/api/v1/conversations/{id}/promises", new { text, dueAt = Server.Clock.GetUtcNow().AddDays(days) }, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
        Assert.Matches("[ぁ-ん]", problem.Text("detail")!);
    }

    [Fact]
    public async Task Unknown_ones_are_not_found_and_strange_filters_refused()
    {
        using var client = Server.Client();

        await ChangeAsync(client, Guid.CreateVersion7(), new { state = "kept" }, HttpStatusCode.NotFound);
        await client.PostAsync($"/api/v1/conversations/{Guid.CreateVersion7()}/promises", new { text = "寄出", dueAt = Server.Clock.GetUtcNow().AddDays(1) }, HttpStatusCode.NotFound);
        foreach (var query in new[] { "state=9", "state=nonsense", "agent=nobody-here", "cursor=x" })
        {
            using var answer = await client.GetAsync($"/api/v1/promises?{query}", Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_form_that_was_tampered_with_changes_nothing_and_a_strange_address_is_not_an_empty_list()
    {
        var (_, promiseId) = await PromisedAsync(hours: 24);
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        await browser.SubmitAsync($"#aside form[action='/promises/{promiseId}']", Cancel, ("state", "99"));
        await browser.OpenAsync("/promises?after=garbage", Cancel);

        await using var db = Server.Database();
        Assert.Equal(PromiseState.Open, (await db.Promises.SingleAsync(Cancel)).State);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
        Assert.Null(browser.Page.QuerySelector(".empty"));
    }

    [Fact]
    public async Task Who_may_not_answer_may_look_but_not_change()
    {
        var (id, promiseId) = await PromisedAsync(hours: 24);
        Server.Role = AgentRole.Supervisor;
        using var client = Server.Client();

        Assert.Single((await client.ReadAsync("/api/v1/promises")).Items());
        await ChangeAsync(client, promiseId, new { state = "kept" }, HttpStatusCode.Forbidden);
        await client.PostAsync($"/api/v1/conversations/{id}/promises", new { text = "寄出", dueAt = Server.Clock.GetUtcNow().AddDays(1) }, HttpStatusCode.Forbidden);
        using var browser = Server.Browser();
        await browser.OpenAsync("/promises?view=all", Cancel);
        Assert.Null(browser.Page.QuerySelector(".pr-b"));
    }

    [Fact]
    public async Task The_list_goes_on_from_where_it_ended()
    {
        var (id, _) = await Server.HasConversationAsync();
        using var client = Server.Client();
        foreach (var day in new[] { 5, 3, 3, 8, 1 })
            await client.PostAsync($"/api/v1/conversations/{id}/promises", new { text = $"第 {day} 天", dueAt = Server.Clock.GetUtcNow().AddDays(day) });

        foreach (var (state, order) in new[] { ("open", 1), ("kept", -1) })
        {
            var texts = new List<string?>();
            string? cursor = null;
            do
            {
                var page = await client.ReadAsync($"/api/v1/promises?state={state}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
                texts.AddRange(page.Items().Select(it => it.Text("text")));
                cursor = page.Text("nextCursor");
            }
            while (cursor is not null);

            string[] expected = ["第 1 天", "第 3 天", "第 3 天", "第 5 天", "第 8 天"];
            Assert.Equal(order > 0 ? expected : expected.Reverse(), texts);
            foreach (var promise in (await client.ReadAsync("/api/v1/promises")).Items())
                await ChangeAsync(client, promise.GetProperty("id").GetGuid(), new { state = "kept" });
        }
    }

    [Theory, Trait("req", "I18N-01")]
    [InlineData("zh-Hans", "已做到")]
    [InlineData("ja", "果たした")]
    [InlineData("en", "Done")]
    public async Task The_panel_shows_what_the_customer_still_waits_for_and_closes_it_in_one_press(string language, string done)
    {
        var (_, promiseId) = await PromisedAsync(hours: 24);
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        var form = browser.Page.QuerySelector($"#aside form[action='/promises/{promiseId}']")!;
        Assert.Contains(done, form.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync($"#aside form[action='/promises/{promiseId}']", Cancel, ("state", "Kept"));

        await using var db = Server.Database();
        Assert.Equal(PromiseState.Kept, (await db.Promises.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task Erasing_a_person_takes_the_words_and_keeps_that_there_was_a_promise()
    {
        var (_, _) = await PromisedAsync(hours: 24);
        using var client = Server.Client();
        await using var db = Server.Database();
        var personId = await db.People.Select(it => it.Id).SingleAsync(Cancel);

        using var answer = await client.DeleteAsync($"/api/v1/people/{personId}", Cancel);
        await Server.RunJobsAsync(Cancel);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("", (await db.Promises.AsNoTracking().SingleAsync(Cancel)).Text);
    }

    private async Task<(Guid Conversation, Guid Promise)> PromisedAsync(int hours)
    {
        var (id, _) = await Server.HasConversationAsync("怎么还没有消息");
        await Server.AnswerAsync(id, $"我{hours}小时内给您打电话。", Cancel);
        await using var db = Server.Database();
        return (id, await db.Promises.Select(it => it.Id).SingleAsync(Cancel));
    }

    private async Task RunAsync(TimeSpan later)
    {
        Server.Clock.Advance(later);
        await Server.RunJobsAsync(Cancel);
    }

    private static async Task<JsonElement> ChangeAsync(HttpClient client, Guid id, object change, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.PatchAsJsonAsync($"/api/v1/promises/{id}", change, Cancel);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<IEnumerable<string?>> TypesAsync(HttpClient client, Guid id) => (await client.ReadAsync($"/api/v1/conversations/{id}/events")).Items().Select(it => it.Text("type"));
}
