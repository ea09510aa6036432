using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Conversations;

public sealed class ComposerTests : DeskTest
{
    // Contempt blocks in every language.
    private const string Blocked = "你懂不懂？跟你说了多少遍了，烦死了！";

    [Fact]
    public async Task A_reply_goes_out_and_the_page_comes_back_empty()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1?view=all", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "您好，我们九点开门。"));

        Assert.Equal("/inbox/1?view=all", browser.Led);
        Assert.Equal(["您好，我们九点开门。"], browser.TextsOf(".msg-me .bub"));
        Assert.Equal("", browser.Page.QuerySelector("textarea.draft")!.TextContent);
    }

    [Fact]
    public async Task Sending_and_resolving_is_one_step()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"), ("resolve", "1"));

        await using var db = Server.Database();
        Assert.Equal(ConversationStatus.Resolved, (await db.Conversations.SingleAsync(Cancel)).Status);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_message()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        var id = browser.Page.QuerySelector(".comp input[name=clientId]")!.GetAttribute("value")!;
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"));
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"), ("clientId", id));

        Assert.Single(browser.TextsOf(".msg-me .bub"));
    }

    [Fact]
    public async Task Another_message_is_sent_even_when_the_forms_id_was_not_renewed()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        var id = browser.Page.QuerySelector(".comp input[name=clientId]")!.GetAttribute("value")!;
        await browser.SubmitAsync(".comp", Cancel, ("text", "九点开门。"));
        Server.Clock.Advance(TimeSpan.FromSeconds(5));
        await browser.SubmitAsync(".comp", Cancel, ("text", "六点关门。"), ("clientId", id));

        Assert.Equal(["九点开门。", "六点关门。"], browser.TextsOf(".msg-me .bub"));
    }

    [Fact]
    public async Task An_empty_reply_is_refused_in_words()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "   "));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("请先写点内容", browser.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "LANG-01")]
    public async Task A_wording_that_blocks_is_kept_back_until_there_is_a_reason_and_then_recorded_with_it()
    {
        await Server.HasConversationAsync("我要退款");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", Blocked));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal(Blocked, browser.Page.QuerySelector("textarea.draft")!.TextContent);
        Assert.NotNull(browser.Page.QuerySelector("input[name=reason][form=composer-1]"));
        Assert.Empty(browser.TextsOf(".msg-me"));

        await browser.SubmitAsync(".comp", Cancel, ("text", Blocked), ("reason", "引用客户原话"));

        Assert.Equal([Blocked], browser.TextsOf(".msg-me .bub"));
        await using var db = Server.Database();
        Assert.Contains(await db.CoachRecords.ToListAsync(Cancel), record => record is { Outcome: CoachOutcome.Overridden, Reason: "引用客户原话", Severity: "block" });
    }

    [Fact]
    public async Task What_became_of_the_coachs_advice_is_stored_and_a_broken_log_stops_nothing()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "您好，九点开门。"),
            ("coachLog", """[{"rule":"LANG-09","category":"vagueness","severity":"warn","text":"改天","suggestion":"今天","outcome":"accepted"}]"""));
        await browser.SubmitAsync(".comp", Cancel, ("text", "六点关门。"), ("coachLog", "[{\"rule\":"));

        Assert.Equal(2, browser.TextsOf(".msg-me .bub").Count);
        await using var db = Server.Database();
        var record = await db.CoachRecords.SingleAsync(Cancel);
        Assert.Equal(("LANG-09", CoachOutcome.Accepted), (record.Rule, record.Outcome));
    }

    [Fact]
    public async Task A_draft_waits_on_every_device_of_its_writer_and_goes_when_it_is_sent()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        using (var saved = await browser.Client.PutAsJsonAsync("/inbox/1/draft", new { text = "我们九点", kind = "note" }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);

        using var other = Server.Browser();
        await other.OpenAsync("/inbox/1", Cancel);
        Assert.Equal("我们九点", other.Page.QuerySelector("textarea.draft")!.TextContent);
        Assert.Equal("note", other.Page.QuerySelector(".comp")!.GetAttribute("data-mode"));

        await other.SubmitAsync(".comp", Cancel, ("text", "我们九点开门。"), ("kind", "reply"));
        await using var db = Server.Database();
        Assert.False(await db.Drafts.AnyAsync(draft => draft.ConversationId == id, Cancel));
    }

    [Fact]
    public async Task A_colleagues_draft_is_not_shown()
    {
        var (id, _) = await Server.HasConversationAsync("请问几点开门");
        var colleague = await Server.HasColleagueAsync("陈立", Cancel);
        await using (var db = Server.Database())
        {
            var draft = new Draft(colleague.Id, id);
            draft.Write("别人还没写完的话", isNote: false, Server.Clock.GetUtcNow());
            db.Drafts.Add(draft);
            await db.SaveChangesAsync(Cancel);
        }

        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);

        Assert.DoesNotContain("别人还没写完的话", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_coach_explains_itself_in_the_language_of_the_screen()
    {
        await Server.HasConversationAsync("我要退款");
        using var browser = Server.Browser("ja");
        using var response = await browser.Client.PostAsJsonAsync("/inbox/1/coach", new { text = Blocked }, Cancel);

        var coaching = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var finding = coaching.GetProperty("findings").EnumerateArray().First(it => it.GetProperty("severity").GetString() == "block");
        Assert.Contains(finding.GetProperty("why").GetString()!, letter => letter is >= 'ぁ' and <= 'ヶ');
    }

    [Fact]
    public async Task A_file_travels_with_the_message_and_a_page_among_them_is_never_run()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        file.Headers.ContentType = MediaTypeHeaderValue.Parse("text/html");
        form.Add(file, "file", "说明.html");
        form.Headers.Add("RequestVerificationToken", browser.Token);
        using var uploaded = await browser.Client.PostAsync("/inbox/attachments", form, Cancel);
        var id = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
        await browser.SubmitAsync(".comp", Cancel, ("text", "请看附件。"), ("attachments", id.ToString()));

        Assert.Equal("说明.html", browser.Page.QuerySelector(".msg-me .file .cut")!.TextContent);
        using var download = await browser.Client.GetAsync($"/inbox/attachments/{id}", Cancel);
        Assert.Equal("application/octet-stream", download.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", download.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_calls_a_colleague_who_finds_it_among_the_mentions()
    {
        await Server.HasConversationAsync("请问几点开门", name: "甲");
        await Server.HasConversationAsync("请问几点关门", name: "乙");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "@周予安 请看一下。"), ("kind", "note"));
        Assert.Equal(["@周予安"], browser.TextsOf(".note .tag"));

        await browser.OpenAsync("/inbox?view=mentions", Cancel);

        Assert.Equal(["甲"], browser.TextsOf(".q .q-1 b"));
    }

    [Fact]
    public async Task A_note_pressed_twice_is_one_note()
    {
        await Server.HasConversationAsync("请问几点开门");
        using var browser = Server.Browser();
        await browser.OpenAsync("/inbox/1", Cancel);
        await browser.SubmitAsync(".comp", Cancel, ("text", "仓库有货。"), ("kind", "note"));
        await browser.SubmitAsync(".comp", Cancel, ("text", "仓库有货。"), ("kind", "note"));

        Assert.Single(browser.TextsOf(".note"));
    }
}
