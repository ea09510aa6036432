using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Forwards;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Forwards;

/// <summary>Messages shown to somebody outside, and what they answer (OMNI-03).</summary>
[Trait("req", "OMNI-03")]
public sealed class ForwardTests : DeskTest
{
    private readonly MailCatcher _mail = new();
    private Guid _conversation;
    private Guid _said;

    public override async ValueTask InitializeAsync()
    {
        Server.Settings["Mail:Host"] = "127.0.0.1";
        Server.Settings["Mail:Port"] = _mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Server.Settings["Mail:From"] = "ting@example.test";
        Server.Settings["Mail:Tls"] = "false";
        Server.Settings["Site:Url"] = "https://desk.example.test";
        await base.InitializeAsync();
        (_conversation, _) = await Server.HasConversationAsync("灯泡一直闪", name: "林婉清");
        await using var db = Server.Database();
        _said = await db.Messages.Where(it => it.ConversationId == _conversation).Select(it => it.Id).SingleAsync(Cancel);
    }

    public override ValueTask DisposeAsync()
    {
        _mail.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task After_a_merge_the_link_is_found_and_withdrawn_where_the_conversation_went_on()
    {
        var made = await MakeAsync();
        var person = (await Client.ReadAsync($"/api/v1/conversations/{_conversation}")).GetProperty("personId").GetGuid();
        var email = (await Client.ReadAsync($"/api/v1/people/{person}")).GetProperty("identities")[0].Text("value")!;
        var (survivor, _) = await Server.HasConversationAsync("又来问", name: "林婉清", email: email);
        Assert.Empty((await Client.ReadAsync($"/api/v1/conversations/{survivor}/forwards")).Items());

        await Client.PostAsync($"/api/v1/conversations/{survivor}/merge", new { otherId = _conversation }, HttpStatusCode.OK);

        Assert.Equal(made.Text("id"), Assert.Single((await Client.ReadAsync($"/api/v1/conversations/{survivor}/forwards")).Items()).Text("id"));
        using var browser = Server.Browser();
        await browser.OpenAsync($"/inbox/{(await Client.ReadAsync($"/api/v1/conversations/{survivor}")).GetProperty("number").GetInt64()}/forward", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("#forwards"));
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/forwards/{made.Text("id")}", null, HttpStatusCode.NoContent);

        await Client.PostAsync($"/api/v1/conversations/{survivor}/unmerge", new { }, HttpStatusCode.OK);
        Assert.Empty((await Client.ReadAsync($"/api/v1/conversations/{survivor}/forwards")).Items());
    }

    [Fact]
    public async Task A_supplier_reads_what_was_chosen_and_answers_and_the_customer_sees_nothing_of_it()
    {
        await Client.PostAsync($"/api/v1/conversations/{_conversation}/messages", new { kind = "note", text = "Lieferant ist schuld" });
        await Client.PostAsync($"/api/v1/conversations/{_conversation}/messages", new { kind = "reply", text = "我们去问" });
        var made = await MakeAsync(email: "chen@supplier.test");
        await Server.RunJobsAsync(Cancel);

        var letter = MailCatcher.Decoded(Assert.Single(_mail.Letters));
        Assert.Contains("请看看是不是老问题", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("灯泡一直闪", letter, StringComparison.Ordinal); // stands behind the link only
        Assert.StartsWith("https://desk.example.test/forward/", made.Text("link")!, StringComparison.Ordinal);
        var link = System.Text.RegularExpressions.Regex.Match(letter, @"https://desk\.example\.test/forward/[\w-]+").Value; // each time sealed anew
        Assert.Equal("sent", (await Client.ReadAsync($"/api/v1/conversations/{_conversation}/forwards")).Items()[0].Text("mail"));

        Server.SignedIn = false;
        var page = new Uri(link).AbsolutePath;
        using var outside = Server.Browser("de");
        await outside.OpenAsync(page, Cancel);
        Assert.Equal("zh-Hans", outside.Page.QuerySelector(".auth-c")!.GetAttribute("lang"));
        Assert.Contains("灯泡一直闪", outside.Text, StringComparison.Ordinal);
        foreach (var kept in (string[])["我们去问", "Lieferant", "林婉清", "@example.test"])
            Assert.DoesNotContain(kept, outside.Text, StringComparison.Ordinal);

        await AnswerAsync(outside.Client, page, "触点松了，寄新的。", HttpStatusCode.SeeOther, "foto.png");
        await outside.OpenAsync(page, Cancel);
        Assert.Contains("触点松了", outside.Page.QuerySelector("#answers")!.TextContent, StringComparison.Ordinal);
        var file = outside.Page.QuerySelector("#answers a")!.GetAttribute("href")!;
        using (var content = await outside.Client.GetAsync(file, Cancel))
            Assert.Equal("default-src 'none'; sandbox", content.Headers.GetValues("Content-Security-Policy").Single());

        Server.SignedIn = true;
        using var desk = Server.Browser("zh-Hans");
        await desk.OpenAsync("/inbox/1", Cancel);
        var note = desk.Page.QuerySelector(".note-out")!;
        Assert.Contains("陈师傅", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("来自外部人员", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("将消息转发给了陈师傅", desk.Text, StringComparison.Ordinal);
        await desk.OpenAsync("/inbox?view=mentions", Cancel); // whoever asked finds it among what calls for them
        Assert.Single(desk.Page.QuerySelectorAll("[data-row]"));
        var messages = (await Client.ReadAsync($"/api/v1/conversations/{_conversation}/messages")).Items();
        var answer = Assert.Single(messages, it => it.GetProperty("participant").ValueKind is JsonValueKind.String);
        Assert.Equal(("note", "陈师傅", 1), (answer.Text("kind"), answer.Text("participant"), answer.GetProperty("attachments").GetArrayLength()));
    }

    [Fact]
    public async Task A_link_that_is_withdrawn_or_over_shows_nothing_and_takes_nothing()
    {
        var first = await MakeAsync();
        var second = await MakeAsync();
        var (withdrawn, over) = (new Uri(first.Text("link")!).AbsolutePath, new Uri(second.Text("link")!).AbsolutePath);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/forwards/{first.Text("id")}", null, HttpStatusCode.NoContent);
        Assert.Equal(JsonValueKind.Null, (await Client.ReadAsync($"/api/v1/conversations/{_conversation}/forwards")).Items().Single(it => it.Text("id") == first.Text("id")).GetProperty("link").ValueKind);
        Server.SignedIn = false;
        await GoneAsync(withdrawn);
        await AnswerAsync(Client, over, "ja", HttpStatusCode.SeeOther);
        Server.Clock.Advance(TimeSpan.FromDays(Forward.UsualDays));
        await GoneAsync(over);

        using var unknown = await Client.GetAsync("/forward/abc", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var other = await Client.GetAsync($"{over}x", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        async Task GoneAsync(string page)
        {
            using var response = await Client.GetAsync(page, Cancel);
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
            Assert.DoesNotContain("灯泡", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            await AnswerAsync(Client, page, "spät", HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task What_may_not_be_forwarded_is_refused_with_its_reason()
    {
        var note = await Client.PostAsync($"/api/v1/conversations/{_conversation}/messages", new { kind = "note", text = "x" });
        await MakeAsync(HttpStatusCode.BadRequest, messages: [note.GetProperty("id").GetGuid()]);
        await MakeAsync(HttpStatusCode.BadRequest, messages: []);
        await MakeAsync(HttpStatusCode.BadRequest, messages: [Guid.CreateVersion7()]);
        await MakeAsync(HttpStatusCode.BadRequest, email: "nobody");
        await MakeAsync(HttpStatusCode.BadRequest, note: "");
        await MakeAsync(HttpStatusCode.BadRequest, language: "fr");
        await MakeAsync(HttpStatusCode.BadRequest, days: 61);
        await Client.PostAsync($"/api/v1/conversations/{Guid.CreateVersion7()}/forwards", Body(), HttpStatusCode.NotFound);
        for (var at = 0; at < 20; at++)
            await MakeAsync();
        await MakeAsync(HttpStatusCode.Conflict);
        await using var db = Server.Database();
        Assert.Equal(20, await db.Forwards.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_answer_needs_words_or_files_and_there_is_an_end_to_them()
    {
        var page = new Uri((await MakeAsync()).Text("link")!).AbsolutePath;
        Server.SignedIn = false;
        await AnswerAsync(Client, page, " ", HttpStatusCode.UnprocessableEntity);
        await AnswerAsync(Client, page, new string('x', AnswerForward.MostCharacters + 1), HttpStatusCode.UnprocessableEntity);
        await AnswerAsync(Client, page, "", HttpStatusCode.UnprocessableEntity, "1", "2", "3", "4", "5", "6");
        for (var at = 0; at < Forward.MostAnswers; at++)
            await AnswerAsync(Client, page, $"Antwort {at}", HttpStatusCode.SeeOther);
        await AnswerAsync(Client, page, "noch eine", HttpStatusCode.BadRequest);

        await using var db = Server.Database();
        Assert.Equal(Forward.MostAnswers, await db.Messages.CountAsync(it => it.ForwardId != null, Cancel));
    }

    [Fact]
    public async Task The_page_of_the_desk_makes_a_link_shows_it_and_withdraws_it()
    {
        using var desk = Server.Browser("ja");
        await desk.OpenAsync("/inbox/1/forward", Cancel);
        await desk.SubmitAsync("#forward", Cancel, ("name", ""), ("note", "部品はありますか"), ("language", "ja"), ("days", "7"), ("message", _said.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        Assert.Contains("部品はありますか", desk.Page.QuerySelector("#forward-note")!.TextContent, StringComparison.Ordinal);
        await desk.SubmitAsync("#forward", Cancel, ("name", "山田製作所"), ("note", "部品はありますか"), ("language", "ja"), ("days", "7"), ("message", _said.ToString()));
        Assert.Equal("/inbox/1/forward", desk.Led);
        Assert.StartsWith("https://desk.example.test/forward/", desk.Page.QuerySelector("[data-copy-text-value]")!.GetAttribute("data-copy-text-value"), StringComparison.Ordinal);
        await desk.SubmitAsync("#forwards form", Cancel);
        Assert.Contains("取り消し済み", desk.Page.QuerySelector("#forwards")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_forgotten_is_shown_to_nobody_any_more()
    {
        var made = await MakeAsync();
        await using var db = Server.Database();
        var person = await db.Conversations.Where(it => it.Id == _conversation).Select(it => it.PersonId).SingleAsync(Cancel);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{person}", null, HttpStatusCode.NoContent);
        await Server.RunJobsAsync(Cancel);

        var forward = await db.Forwards.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal("", forward.Note);
        Assert.NotNull(forward.ClosedAt);
        using var response = await Client.GetAsync(new Uri(made.Text("link")!).AbsolutePath, Cancel);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    private object Body(string email = "", string note = "请看看是不是老问题", string language = "zh-Hans", int days = Forward.UsualDays, Guid[]? messages = null) =>
        new { name = "陈师傅", email, note, language, days, messageIds = messages ?? [_said] };

    private Task<JsonElement> MakeAsync(HttpStatusCode expected = HttpStatusCode.Created, string email = "", string note = "请看看是不是老问题", string language = "zh-Hans", int days = Forward.UsualDays, Guid[]? messages = null) =>
        Client.PostAsync($"/api/v1/conversations/{_conversation}/forwards", Body(email, note, language, days, messages), expected);

    private static async Task AnswerAsync(HttpClient client, string page, string text, HttpStatusCode expected, params string[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent("answer"), "_handler" }, { new StringContent(text), "text" } };
        foreach (var name in files)
        {
            var content = new ByteArrayContent([1, 2, 3]);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(content, "files", name);
        }

        using var response = await client.PostAsync(page, form, Cancel);
        Assert.True(response.StatusCode == expected, $"{page} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
    }
}
