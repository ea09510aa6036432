using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ting.Server.Tests.Features.Fans;

/// <summary>A magazine for those who asked for it, and only for them (OMNI-08).</summary>
[Trait("req", "OMNI-08")]
public sealed class MagazineTests : FansTest
{
    [Fact]
    public async Task A_reader_asks_confirms_reads_and_leaves_by_one_click()
    {
        Server.SignedIn = false;
        using var reader = Server.Browser("ja");
        await SubscribeAsync(reader, "Hana@Example.test");
        Assert.Contains("まもなくメールが届きます", reader.Text, StringComparison.Ordinal);
        await Server.RunJobsAsync(Cancel);
        var letter = Assert.Single(Mail.Letters);
        Assert.Contains("有効期限は 3 日間", MailCatcher.Decoded(letter), StringComparison.Ordinal);
        var link = LinkIn(letter, "/magazine/confirm/");
        await using var db = Server.Database();
        var kept = await db.Subscribers.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(("hana@example.test", "page", SubscriberState.Waiting), (kept.Email, kept.Source, kept.State));
        Assert.Contains("会報誌をメールで受け取ることに同意します", kept.Wording, StringComparison.Ordinal);
        Assert.DoesNotContain(kept.TokenHash!, link, StringComparison.Ordinal);

        await reader.OpenAsync(link, Cancel); // a mail program that looks at links decides nothing
        Assert.Equal(SubscriberState.Waiting, (await db.Subscribers.AsNoTracking().SingleAsync(Cancel)).State);
        await reader.SubmitAsync("main form", Cancel);
        Assert.Contains("確認できました", reader.Text, StringComparison.Ordinal);
        await reader.OpenAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.Gone, reader.Status);

        Server.SignedIn = true;
        var issue = await PublishedAsync();
        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        var sent = Mail.Letters[1];
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", sent, StringComparison.Ordinal);
        Assert.Contains("まな板", MailCatcher.Decoded(sent), StringComparison.Ordinal);
        var oneClick = System.Text.RegularExpressions.Regex.Match(sent.Replace("\r\n ", "", StringComparison.Ordinal), @"List-Unsubscribe: <https://fans\.example\.test(/magazine/leave/[^>]+)>").Groups[1].Value;

        Server.SignedIn = false;
        using var plain = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using (var left = await Client.PostAsync(oneClick, plain, Cancel))
            Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        kept = await db.Subscribers.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((null, SubscriberState.Left), (kept.Email, kept.State));
        Server.SignedIn = true;
        var after = (await Client.ReadAsync("/api/v1/magazine/issues")).Items()[0];
        Assert.Equal((1, 0, 1), (after.GetProperty("sent").GetInt32(), after.GetProperty("failed").GetInt32(), after.GetProperty("unsubscribed").GetInt32()));
    }

    [Fact]
    public async Task Nobody_learns_whether_an_address_is_known_and_no_mailbox_is_filled()
    {
        await ReadersAsync("known@example.test");
        Server.SignedIn = false;
        using var stranger = Server.Browser();
        var answers = new List<string>();
        foreach (var address in (string[])["known@example.test", "known@example.test", "new@example.test", "new@example.test"])
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await SubscribeAsync(stranger, address);
            answers.Add(stranger.Page.QuerySelector("main")!.TextContent);
        }

        Assert.Single(answers.Distinct());
        await Server.RunJobsAsync(Cancel);
        Assert.Single(Mail.Letters); // the known one has had a letter only just now, the new one gets one
        Server.Clock.Advance(TimeSpan.FromHours(1));
        await SubscribeAsync(stranger, "known@example.test");
        await Server.RunJobsAsync(Cancel);
        Assert.Contains("It comes to you already", MailCatcher.Decoded(Mail.Letters[1]), StringComparison.Ordinal);

        await SubscribeAsync(stranger, "robot@example.test", ("website", "https://spam.example"));
        await using var db = Server.Database();
        Assert.False(await db.Subscribers.AnyAsync(it => it.Email == "robot@example.test", Cancel));
        Server.Clock.Advance(Subscriber.Confirmable + TimeSpan.FromHours(1));
        await Server.RunJobsAsync(Cancel);
        Assert.False(await db.Subscribers.AnyAsync(it => it.Email == "new@example.test", Cancel)); // never confirmed, so forgotten
    }

    [Fact]
    public async Task What_is_missing_from_the_form_is_said()
    {
        Server.SignedIn = false;
        using var reader = Server.Browser("zh-Hans");
        await reader.OpenAsync("/magazine", Cancel);
        await reader.SubmitAsync("#subscribe form", Cancel, ("email", "nobody"), ("agree", "yes"), ("website", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reader.Status);
        await reader.SubmitAsync("#subscribe form", Cancel, ("email", "a@example.test"), ("website", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reader.Status);
        Assert.Contains("请先勾选同意接收", reader.Page.QuerySelector("#agree-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_goes_out_in_parts_once_to_each_and_not_to_those_who_left()
    {
        var many = SendIssue.AtOnce + 5;
        await ReadersAsync([.. Enumerable.Range(0, many).Select(it => $"r{it}@example.test")]);
        var issue = await PublishedAsync();
        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.OK);
        Assert.True(await Server.Services.GetRequiredService<JobRunner>().RunNextAsync(Cancel));
        Assert.Equal(SendIssue.AtOnce, Mail.Letters.Count);

        await using (var db = Server.Database())
        {
            var waiting = await db.Subscribers.OrderByDescending(it => it.Id).FirstAsync(Cancel);
            waiting.Leave(Server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/stop", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(SendIssue.AtOnce, Mail.Letters.Count);
        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(many - 1, Mail.Letters.Count);
        var after = (await Client.ReadAsync("/api/v1/magazine/issues")).Items()[0];
        Assert.Equal(("done", many - 1, many), (after.Text("sending"), after.GetProperty("sent").GetInt32(), after.GetProperty("recipients").GetInt32()));
        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_loses_no_reader()
    {
        await ReadersAsync("a@example.test", "b@example.test");
        var issue = await PublishedAsync();
        Mail.IsBusy = true;
        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Equal("magazine.mail_away", (await Client.ReadAsync("/api/v1/magazine/issues")).Items()[0].Text("problem"));
        Mail.IsBusy = false;
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal(2, Mail.Letters.Count);
        Assert.Equal("done", (await Client.ReadAsync("/api/v1/magazine/issues")).Items()[0].Text("sending"));
    }

    [Fact]
    public async Task A_letter_that_a_stop_of_the_server_interrupted_is_not_sent_again()
    {
        await ReadersAsync("a@example.test", "b@example.test");
        var issue = await PublishedAsync();
        await using (var db = Server.Database())
        {
            var first = await db.Subscribers.OrderBy(it => it.Id).Select(it => it.Id).FirstAsync(Cancel);
            db.IssueDeliveries.Add(new IssueDelivery(issue, first, Server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync($"/api/v1/magazine/issues/{issue}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Single(Mail.Letters);
        var after = (await Client.ReadAsync("/api/v1/magazine/issues")).Items()[0];
        Assert.Equal((1, 1), (after.GetProperty("sent").GetInt32(), after.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task The_archive_is_read_in_three_languages_and_followed_by_feed()
    {
        await PublishedAsync();
        await Client.PostAsync("/api/v1/magazine/issues", new { texts = new { en = new { title = "Draft", summary = "", body = "not yet" } } });
        Server.SignedIn = false;
        using var reader = Server.Browser();
        await reader.OpenAsync("/magazine?lang=ja", Cancel);
        Assert.Equal("ja", reader.Page.QuerySelector(".fan")!.GetAttribute("lang"));
        Assert.Contains("まな板の話", reader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Draft", reader.Text, StringComparison.Ordinal);
        await reader.OpenAsync("/magazine/1?lang=zh-Hans", Cancel); // not written in Chinese
        Assert.Equal("en", reader.Page.QuerySelector("article")!.GetAttribute("lang"));
        Assert.Null(reader.Page.QuerySelector("article script, article img"));
        Assert.Empty(reader.Page.QuerySelectorAll("article a[href^='javascript']"));
        Assert.Equal("One", reader.Page.QuerySelector("article h2")!.TextContent);
        await reader.OpenAsync("/magazine/2", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, reader.Status);

        using var feed = await Client.GetAsync("/magazine/feed?lang=ja", Cancel);
        Assert.Equal("application/atom+xml", feed.Content.Headers.ContentType?.MediaType);
        var entry = Assert.Single(XDocument.Parse(await feed.Content.ReadAsStringAsync(Cancel)).Root!.Elements("{http://www.w3.org/2005/Atom}entry"));
        Assert.Equal("まな板の話", entry.Element("{http://www.w3.org/2005/Atom}title")!.Value);
        Assert.Equal("https://fans.example.test/magazine/1?lang=ja", entry.Element("{http://www.w3.org/2005/Atom}link")!.Attribute("href")!.Value);
    }

    [Fact]
    public async Task Nothing_is_open_before_somebody_opens_it()
    {
        await PublishedAsync();
        await OpenAsync(magazine: false, community: false);
        Server.SignedIn = false;
        foreach (var address in (string[])["/magazine", "/magazine/1", "/magazine/feed", "/community", "/community/new"])
        {
            using var answer = await Client.GetAsync(address, Cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound, address);
        }
    }

    [Fact]
    public async Task Colleagues_write_look_and_publish()
    {
        using var desk = Server.Browser("zh-Hans");
        await desk.OpenAsync("/fans/magazine/new", Cancel);
        await desk.SubmitAsync("form:has(textarea)", Cancel, ("title.ja", ""), ("title.zh-Hans", ""), ("body.zh-Hans", "正文"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Status);
        await desk.SubmitAsync("form:has(textarea)", Cancel, ("title.zh-Hans", "第一期"), ("body.zh-Hans", "**你好**"), ("go", "preview"));
        Assert.Equal("你好", desk.Page.QuerySelector(".fan-pre strong")!.TextContent);
        await using var db = Server.Database();
        Assert.Equal(0, await db.MagazineIssues.CountAsync(Cancel));
        await desk.SubmitAsync("form:has(textarea)", Cancel, ("title.zh-Hans", "第一期"), ("body.zh-Hans", "**你好**"));
        Assert.Contains("已保存", desk.Text, StringComparison.Ordinal);
        await desk.SubmitAsync("form[action$='/publish']", Cancel);
        Assert.Equal(IssueState.Published, (await db.MagazineIssues.SingleAsync(Cancel)).State);

        Server.Role = AgentRole.Representative;
        using var other = await Client.GetAsync("/api/v1/magazine/issues", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task One_readers_subscription_is_found_given_and_erased()
    {
        await ReadersAsync("hana@example.test", "other@example.test");
        var found = await Client.PostAsync("/api/v1/magazine/subscribers/find", new { email = "HANA@example.test" }, HttpStatusCode.OK);
        Assert.Equal(("magazine", "test"), (found.Text("purpose"), found.Text("source")));
        var (_, person) = await Server.HasConversationAsync("hi", email: "hana@example.test");
        var export = await Client.ReadAsync($"/api/v1/people/{person}/export");
        Assert.Equal("I agree", export.GetProperty("magazine")[0].Text("wording"));
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{person}", null, HttpStatusCode.NoContent);
        await using var db = Server.Database();
        Assert.Equal("other@example.test", (await db.Subscribers.SingleAsync(Cancel)).Email);
        await Client.PostAsync("/api/v1/magazine/subscribers/find", new { email = "hana@example.test" }, HttpStatusCode.NotFound);
    }

    private async Task<Guid> PublishedAsync()
    {
        var issue = await Client.PostAsync("/api/v1/magazine/issues", new
        {
            texts = new
            {
                en = new { title = "A board", summary = "", body = "# One\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://e.example/p.png) **bold**" },
                ja = new { title = "まな板の話", summary = "要約", body = "本文です" },
            },
        });
        await Client.PostAsync($"/api/v1/magazine/issues/{issue.Text("id")}/publish", null, HttpStatusCode.OK);
        return issue.GetProperty("id").GetGuid();
    }

    private async Task ReadersAsync(params string[] emails)
    {
        await using var db = Server.Database();
        foreach (var email in emails)
        {
            var reader = new Subscriber(email, "en", "test", "I agree", Server.Clock.GetUtcNow());
            reader.Confirm(Server.Clock.GetUtcNow());
            db.Subscribers.Add(reader);
            await db.SaveChangesAsync(Cancel);
        }
    }

    private static async Task SubscribeAsync(Browser browser, string email, params (string, string)[] more)
    {
        await browser.OpenAsync("/magazine", Cancel);
        await browser.SubmitAsync("#subscribe form", Cancel, [("email", email), ("agree", "yes"), .. more.Length > 0 ? more : [("website", "")]]);
    }
}
