using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

public sealed class InboxPageTests : DeskTest
{
    [Fact]
    public async Task Who_waits_longest_of_equal_risk_comes_first_and_who_needs_no_answer_last()
    {
        var (first, _) = await Server.HasConversationAsync("请问几点开门", name: "甲");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.HasConversationAsync("请问几点关门", name: "乙");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.HasConversationAsync("请问有停车位吗", name: "丙");
        await Server.AnswerAsync(first, "九点开门。", Cancel);

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=all", Cancel);

        Assert.Equal(["乙", "丙", "甲"], browser.TextsOf(".q .q-1 b"));
        Assert.Equal(2, browser.Page.QuerySelectorAll(".l-g").Length);
    }

    [Fact]
    public async Task A_long_queue_comes_in_parts_that_hold_everyone_once()
    {
        for (var number = 1; number <= ReadInbox.PageSize + 5; number++)
            await Server.HasConversationAsync($"消息 {number}", name: $"客户{number}");

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=all", Cancel);
        var first = browser.TextsOf(".q .q-1 b");
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Cancel);
        var second = browser.TextsOf(".q .q-1 b");

        Assert.Equal(ReadInbox.PageSize, first.Count);
        Assert.Equal(5, second.Count);
        Assert.Empty(first.Intersect(second));
        Assert.Null(browser.Page.QuerySelector("a[rel=next]"));
    }

    [Fact]
    public async Task A_part_that_ends_between_the_two_groups_goes_on_with_the_second()
    {
        var answered = new List<Guid>();
        for (var number = 1; number <= ReadInbox.PageSize + 3; number++)
        {
            var (id, _) = await Server.HasConversationAsync($"消息 {number}", name: $"客户{number}");
            if (number <= 3)
                answered.Add(id);
        }

        foreach (var id in answered)
            await Server.AnswerAsync(id, "好的。", Cancel);

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=all", Cancel);
        Assert.Equal(ReadInbox.PageSize, browser.Page.QuerySelectorAll(".q").Length);
        await browser.OpenAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Cancel);

        Assert.Equal(["客户1", "客户2", "客户3"], browser.TextsOf(".q .q-1 b").Order());
    }

    [Theory]
    [InlineData("/inbox/list?view=all", true)]
    [InlineData("/inbox/list?view=unassigned", false)]
    [InlineData("", false)]
    public async Task A_screen_that_shows_this_very_queue_gets_the_conversation_alone(string shown, bool isKept)
    {
        await Server.HasConversationAsync("请问几点开门", name: "甲");
        using var browser = Server.Browser();
        browser.Client.DefaultRequestHeaders.Add("X-Queue", shown);

        await browser.OpenAsync("/inbox/1?view=all", Cancel);

        Assert.Equal(isKept, browser.Page.QuerySelector("#inbox-list")!.HasAttribute("data-kept"));
        Assert.Equal(isKept ? 0 : 1, browser.Page.QuerySelectorAll("a.q").Length);
        Assert.Equal(["请问几点开门"], browser.TextsOf(".c-in .bub"));
    }

    [Fact]
    public async Task To_whom_it_can_be_given_is_read_when_the_menu_is_opened()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        var frame = browser.Page.QuerySelector("form[action$=assign] turbo-frame")!;
        await browser.OpenAsync(frame.GetAttribute("src")!, Cancel);

        Assert.Equal(frame.Id, browser.Page.QuerySelector("turbo-frame")!.Id);
        await using var db = Server.Database();
        var others = await db.Agents.Where(agent => agent.Active && agent.Id != TestServer.AgentId).Select(agent => agent.Id).ToListAsync(Cancel);
        Assert.Equal(others.Select(other => $"agent:{other}").Order(), browser.Page.QuerySelectorAll("button[name=to][value^=agent]").Select(button => button.GetAttribute("value")!).Order());
    }

    [Fact]
    public async Task Counting_stops_at_a_hundred()
    {
        for (var number = 1; number <= ReadInbox.MostCounted + 1; number++)
            await Server.HasConversationAsync("你好");

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox?view=unassigned", Cancel);

        Assert.Contains("99+", browser.Page.QuerySelector(".tabs [aria-current]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "#1")]
    [InlineData("ja", "#1")]
    [InlineData("zh-Hans", "#1")]
    public async Task A_conversation_is_found_by_its_number_and_by_its_words(string language, string number)
    {
        await Server.HasConversationAsync("净饮机第二次漏水", name: "林婉清");
        await Server.HasConversationAsync("请问几点开门", name: "王建国");

        using var browser = Server.Browser(language);
        await browser.OpenAsync($"/inbox?q={Uri.EscapeDataString(number)}", Cancel);
        Assert.Equal(["林婉清"], browser.TextsOf(".q .q-1 b"));
        await browser.OpenAsync($"/inbox?q={Uri.EscapeDataString("漏水")}", Cancel);
        Assert.Equal(["林婉清"], browser.TextsOf(".q .q-1 b"));
        await browser.OpenAsync($"/inbox?q={Uri.EscapeDataString("王建国")}", Cancel);
        Assert.Equal(["王建国"], browser.TextsOf(".q .q-1 b"));
    }

    [Fact]
    public async Task What_is_assigned_to_me_is_mine_and_not_unassigned()
    {
        await Server.HasConversationAsync("你好", name: "甲");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=unassigned", Cancel);
        await browser.SubmitAsync("form[action='/inbox/1/assign']", Cancel, ("to", $"agent:{TestServer.AgentId}"));

        Assert.Equal("/inbox/1?view=unassigned", browser.Led);
        Assert.Empty(browser.TextsOf(".q"));
        await browser.OpenAsync("/inbox", Cancel);
        Assert.Equal(["甲"], browser.TextsOf(".q .q-1 b"));
    }

    [Fact]
    public async Task Looking_at_a_conversation_makes_it_seen_and_renewing_a_screen_does_not()
    {
        var (id, _) = await Server.HasConversationAsync("你好");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1/parts", Cancel);
        await using (var db = Server.Database())
            Assert.Equal(1, (await db.Conversations.SingleAsync(it => it.Id == id, Cancel)).Unread);

        await browser.OpenAsync("/inbox/1", Cancel);

        await using (var db = Server.Database())
            Assert.Equal(0, (await db.Conversations.SingleAsync(it => it.Id == id, Cancel)).Unread);
        Assert.Empty(browser.Page.QuerySelectorAll(".q-n"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    [InlineData("zh-Hans")]
    public async Task A_number_nobody_has_is_a_page_that_says_so(string language)
    {
        using var browser = Server.Browser(language);
        await browser.OpenAsync("/inbox/4711", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal(language, browser.Page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(browser.Page.QuerySelector("h1"));
    }

    [Fact]
    public async Task Only_who_is_signed_in_sees_the_inbox()
    {
        Server.SignedIn = false;
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox", Cancel);

        Assert.NotEqual(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task Put_off_it_leaves_the_queue_and_comes_back_by_itself()
    {
        await Server.HasConversationAsync("你好", name: "甲");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync("form[action='/inbox/1/snooze']", Cancel, ("until", "hour"));
        Assert.Empty(browser.TextsOf(".q"));

        Server.Clock.Advance(TimeSpan.FromHours(1));
        await Server.RunJobsAsync(Cancel);
        await browser.OpenAsync("/inbox?view=all", Cancel);

        Assert.Equal(["甲"], browser.TextsOf(".q .q-1 b"));
    }

    [Fact]
    public async Task Resolving_twice_says_so_and_does_no_harm()
    {
        await Server.HasConversationAsync("你好");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        var before = browser.Page.QuerySelector("form[action='/inbox/1/resolve']")!.OuterHtml;
        await browser.SubmitAsync("form[action='/inbox/1/resolve']", Cancel);
        Assert.DoesNotContain("problem", browser.Led!, StringComparison.Ordinal);

        browser.Page.Body!.InnerHtml += before;
        await browser.SubmitAsync("form[action='/inbox/1/resolve']", Cancel);

        Assert.EndsWith("problem=conversation.already_resolved", browser.Led, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("#action-problem [role=alert]"));
    }

    [Fact]
    public async Task Labels_and_priority_are_changed_and_the_list_can_be_narrowed_to_a_label()
    {
        var label = new Label("退款", "warning", Server.Clock.GetUtcNow());
        await using (var db = Server.Database())
        {
            db.Labels.Add(label);
            await db.SaveChangesAsync(Cancel);
        }

        await Server.HasConversationAsync("我要退款", name: "甲");
        await Server.HasConversationAsync("请问几点开门", name: "乙");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync("form:has(input[name=tagging])", Cancel, ("labels", label.Id.ToString()));
        await browser.SubmitAsync("form:has(button[name=priority])", Cancel, ("priority", "Urgent"));
        await browser.OpenAsync($"/inbox?view=all&label={label.Id}", Cancel);

        Assert.Equal(["甲"], browser.TextsOf(".q .q-1 b"));
        await using (var db = Server.Database())
            Assert.Equal(Priority.Urgent, (await db.Conversations.SingleAsync(it => it.Number == 1, Cancel)).Priority);
    }

    [Fact]
    public async Task A_form_without_the_pages_token_changes_nothing()
    {
        var (id, _) = await Server.HasConversationAsync("你好");
        using var client = Server.Client();
        using var response = await client.PostAsync("/inbox/1/resolve", new FormUrlEncodedContent([new("returnUrl", "/inbox/1")]), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await using var db = Server.Database();
        Assert.Equal(ConversationStatus.Open, (await db.Conversations.SingleAsync(it => it.Id == id, Cancel)).Status);
    }
}
