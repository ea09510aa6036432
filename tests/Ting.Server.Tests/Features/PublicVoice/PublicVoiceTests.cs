using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.PublicVoice;

[Trait("req", "OMNI-09")]
[Trait("req", "CRM-08")]
public sealed class PublicVoiceTests : DeskTest
{
    private const string Angry = "太气人了，你们就是骗子，我要投诉";
    private const string Disappointed = "等了三周还没发货，非常失望";
    private const string Grateful = "真的太感谢你们了，谢谢";

    [Fact]
    public async Task A_post_is_taken_in_once_and_then_read_as_a_message_is()
    {
        var source = await HasSourceAsync();
        var body = new { sourceId = source, externalId = "x-1", text = Disappointed, author = "路人", link = "https://example.com/1", at = Server.Clock.GetUtcNow().AddDays(-1) };
        var first = await Client.PostAsync("/api/v1/public-posts", body);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, first.GetProperty("emotion").ValueKind);
        var again = await Client.PostAsync("/api/v1/public-posts", body, HttpStatusCode.OK);
        Assert.Equal(first.Text("id"), again.Text("id"));

        await Server.RunJobsAsync(Cancel);
        var post = Assert.Single((await Client.ReadAsync("/api/v1/public-posts")).Items());
        var reading = Listener.Read(Disappointed);
        Assert.Equal((ConversationKey(reading.Emotion), -1, "zh", reading.ModelVersion), (post.Text("emotion"), post.GetProperty("level").GetInt32(), post.Text("language"), post.Text("modelVersion")));
        await using var db = Server.Database();
        Assert.Equal(reading.Emotion, ListeningJson.ReadReading((await db.PublicPosts.SingleAsync(Cancel)).Json!).Emotion);

        await Client.PostAsync("/api/v1/public-posts", new { sourceId = source, externalId = "fr", text = "Très déçu de la livraison", language = "fr-FR" });
        await Server.RunJobsAsync(Cancel);
        var foreign = (await Client.ReadAsync("/api/v1/public-posts?language=fr")).Items()[0];
        Assert.Equal(System.Text.Json.JsonValueKind.Null, foreign.GetProperty("emotion").ValueKind); // not read as something else
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, foreign.GetProperty("readAt").ValueKind);
    }

    [Fact]
    public async Task What_is_no_post_and_no_source_is_refused()
    {
        var source = await HasSourceAsync();
        foreach (var body in (object[])
            [
                new { externalId = "1", text = "a" }, new { sourceId = Guid.CreateVersion7(), externalId = "1", text = "a" }, new { sourceId = source, externalId = " ", text = "a" }, new { sourceId = source, externalId = "1", text = "\u0007 " },
                new { sourceId = source, externalId = "1", text = new string('a', 4001) }, new { sourceId = source, externalId = "1", text = "a", link = "javascript:alert(1)" }, new { sourceId = source, externalId = "1", text = "a", language = "klingon!" },
                new { sourceId = source, externalId = "1", text = "a", at = Server.Clock.GetUtcNow().AddDays(1) }, new { sourceId = source, externalId = "1", text = "a", at = Server.Clock.GetUtcNow().AddDays(-366) }, new { sourceId = source, externalId = "1", text = "a", author = new string('a', 121) },
            ])
            await Client.PostAsync("/api/v1/public-posts", body, HttpStatusCode.BadRequest);
        foreach (var body in (object[])[new { name = " ", kind = "forum" }, new { name = "A", kind = "forum", intervalMinutes = 14 }, new { name = "A", kind = "forum", feed = "nothing" }, new { name = "A", kind = "gossip" }])
            await Client.PostAsync("/api/v1/public-sources", body, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/public-sources/{source}", new { name = "B" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"9\""));
        await Client.SendAsync(HttpMethod.Get, "/api/v1/public-posts?kind=gossip", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/public-posts?cursor=nonsense", null, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_list_goes_on_where_the_part_before_ended_and_is_narrowed_down()
    {
        var (forum, reviews) = (await HasSourceAsync(), await HasSourceAsync("reviewSite"));
        for (var at = 0; at < 7; at++)
            await HasPostAsync(at < 5 ? forum : reviews, $"帖子 {at}，还可以", TimeSpan.FromHours(at / 2)); // some at the same moment

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var part = await Client.ReadAsync($"/api/v1/public-posts?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(part.Items().Select(it => it.Text("externalId")!));
            cursor = part.Text("nextCursor");
        }
        while (cursor is not null);
        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.Equal(2, (await Client.ReadAsync("/api/v1/public-posts?kind=reviewSite")).Items().Count);
        Assert.Equal(5, (await Client.ReadAsync($"/api/v1/public-posts?source={forum}")).Items().Count);

        await Client.SendAsync(HttpMethod.Put, $"/api/v1/public-sources/{forum}", new { name = "A", kind = "interview" }, HttpStatusCode.OK);
        Assert.Equal(5, (await Client.ReadAsync("/api/v1/public-posts?kind=interview")).Items().Count); // posts go with their source
    }

    [Fact]
    public async Task The_page_counts_feelings_by_week_against_the_span_before_and_beside_our_own_conversations()
    {
        var source = await HasSourceAsync();
        for (var at = 0; at < 6; at++)
            await HasPostAsync(source, at < 4 ? $"{Angry}，预售，第{at}次延期" : Grateful, TimeSpan.FromDays(at));
        for (var at = 0; at < 10; at++)
            await HasPostAsync(source, at < 1 ? Disappointed : Grateful, TimeSpan.FromDays(30 + at));
        await Server.RunJobsAsync(Cancel);
        var (own, _) = await Server.HasConversationAsync(Angry);
        await Client.PostAsync($"/api/v1/conversations/{own}/resolve", new { }, HttpStatusCode.OK);

        await using (var db = Server.Database())
        {
            var report = await VoiceFigures.ReadAsync(db, new PostFilter(), VoiceFigures.Period(4, TimeZoneInfo.Utc, Server.Clock.GetUtcNow()), Cancel);
            Assert.Equal((6, 6, 4, 2), (report.All.Posts, report.All.Read, report.All.Displeased, report.All.At(2)));
            Assert.Equal((10, 1), (report.Before.Read, report.Before.Displeased));
            Assert.Equal([0, 0, 0, 6], report.Weeks.Select(it => it.Count.Posts));
            Assert.Equal(6, report.Sources[source].Read);
            Assert.Contains(report.Words, it => it is { Text: "预售", Now: 4, Before: 0 });
            Assert.Equal(0, (await VoiceFigures.ReadAsync(db, new PostFilter(Language: "ja"), VoiceFigures.Period(4, TimeZoneInfo.Utc, Server.Clock.GetUtcNow()), Cancel)).All.Posts);
        }

        var figures = await Client.ReadAsync("/api/v1/public-voice?weeks=4");
        Assert.Equal((4, 6), (figures.GetProperty("all").GetProperty("displeased").GetInt32(), figures.GetProperty("all").GetProperty("read").GetInt32()));
        Assert.Equal(0.30, figures.GetProperty("all").GetProperty("low").GetDouble(), 2);
        Assert.Equal(9, figures.GetProperty("before").GetProperty("emotions").GetProperty("grateful").GetInt32());
        await Client.SendAsync(HttpMethod.Get, "/api/v1/public-voice?weeks=5", null, HttpStatusCode.BadRequest);

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/public-voice?weeks=4", Cancel);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("67", browser.TextsOf(".st-v")[1], StringComparison.Ordinal);
        Assert.Contains("4 / 6", browser.Text, StringComparison.Ordinal);
        var rows = browser.Page.QuerySelectorAll("table").Single(it => it.TextContent.Contains("First message to us", StringComparison.Ordinal)).QuerySelectorAll("tbody tr").Select(it => it.TextContent).ToList();
        Assert.Contains(rows, it => it.StartsWith("Forum A", StringComparison.Ordinal) && it.Contains("n 6", StringComparison.Ordinal) is false && it.EndsWith("6 *", StringComparison.Ordinal));
        Assert.Contains(rows, it => it.StartsWith("First message to us", StringComparison.Ordinal) && it.Contains("100", StringComparison.Ordinal));
        Assert.Contains("nothing of causes", browser.Text, StringComparison.Ordinal);
        Assert.Contains("more than before", browser.Text, StringComparison.Ordinal);
        Assert.Equal(6, browser.Page.QuerySelectorAll(".pv-i").Length);
    }

    [Fact]
    public async Task What_strangers_wrote_is_shown_as_text_and_somebody_looks_at_it_once()
    {
        var source = await HasSourceAsync();
        await HasPostAsync(source, "<script>alert('x')</script> 很失望", TimeSpan.Zero, "<b>路人</b>");
        await Server.RunJobsAsync(Cancel);
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/public-voice", Cancel);
        Assert.Null(browser.Page.QuerySelector(".pv-i script, .pv-i b"));
        Assert.Contains("<script>alert('x')</script> 很失望", browser.TextsOf(".pv-t")[0], StringComparison.Ordinal);

        await browser.SubmitAsync(".pv-i form", Cancel, ("done", "yes"));
        Assert.Contains("周予安 looked at it", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/insights/public-voice?open=1", Cancel);
        Assert.Empty(browser.Page.QuerySelectorAll(".pv-i"));
        await browser.OpenAsync("/insights/public-voice", Cancel);
        await browser.SubmitAsync(".pv-i form[action$=forget-author]", Cancel);
        Assert.DoesNotContain("路人", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_older_than_they_are_kept_are_forgotten_and_names_are_erased_on_their_own()
    {
        var source = await HasSourceAsync();
        await HasPostAsync(source, "旧", TimeSpan.FromDays(300));
        await HasPostAsync(source, "新", TimeSpan.FromDays(5));
        Server.Clock.Advance(TimeSpan.FromDays(70));
        await ForgetAsync();
        Assert.Equal(["新"], (await Client.ReadAsync("/api/v1/public-posts")).Items().Select(it => it.Text("text")!));

        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/public-sources/{source}/authors", null, HttpStatusCode.NoContent);
        Assert.Null(Assert.Single((await Client.ReadAsync("/api/v1/public-posts")).Items()).Text("author"));

        await Client.SendAsync(HttpMethod.Put, "/api/v1/public-voice-settings", new { keptDays = 3651 }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/public-voice-settings", new { keptDays = 100 }, HttpStatusCode.OK);
        Assert.Equal(100, (await Client.ReadAsync("/api/v1/public-voice-settings")).GetProperty("keptDays").GetInt32());
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/public-voice/sources", Cancel);
        await browser.SubmitAsync("form:has(#days)", Cancel, ("KeptDays", "6"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.SubmitAsync("form:has(#days)", Cancel, ("KeptDays", "30"));
        Assert.Equal("30", browser.Page.QuerySelector("#days")!.GetAttribute("value"));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty((await Client.ReadAsync("/api/v1/public-posts")).Items());
    }

    [Fact]
    public async Task Who_only_sees_figures_reads_and_looks_and_only_administrators_change_sources()
    {
        var source = await HasSourceAsync();
        await HasPostAsync(source, Disappointed, TimeSpan.Zero);
        Server.Role = AgentRole.Trainer;
        var post = Assert.Single((await Client.ReadAsync("/api/v1/public-posts")).Items()).Text("id");
        await Client.PostAsync($"/api/v1/public-posts/{post}/look", new { }, HttpStatusCode.OK);
        await Client.PostAsync("/api/v1/public-posts", new { sourceId = source, externalId = "1", text = "a" }, HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/public-sources", new { name = "A", kind = "forum" }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/public-posts/{post}/author", null, HttpStatusCode.Forbidden);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Client.ReadAsync("/api/v1/public-sources")).GetProperty("sources")[0].GetProperty("feed").ValueKind);
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/public-voice", Cancel);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Page.QuerySelector("a[href='/insights/public-voice/sources'], a[href='/insights/public-voice/import'], form[action$=forget-author]"));
        foreach (var address in (string[])["/insights/public-voice/sources", "/insights/public-voice/sources/new", "/insights/public-voice/import"])
        {
            await browser.OpenAsync(address, Cancel);
            Assert.NotEqual(HttpStatusCode.OK, browser.Status);
        }

        Server.Role = AgentRole.Manager;
        await Client.PostAsync("/api/v1/public-posts", new { sourceId = source, externalId = "1", text = "a" });
        await Client.PostAsync("/api/v1/public-sources", new { name = "A", kind = "forum" }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/public-voice-settings", new { keptDays = 100 }, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/public-voice", null, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/public-posts", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_source_is_written_on_its_page_and_what_was_typed_survives_a_refusal()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/public-voice", Cancel);
        Assert.Contains("No sources yet", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync("/insights/public-voice/sources/new", Cancel);
        await browser.SubmitAsync("form:has(#name)", Cancel, ("name", "论坛"), ("kind", "Forum"), ("feed", "http://10.0.0.1/feed"), ("interval", "30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("begin with https", browser.Page.QuerySelector("#feed-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("论坛", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
        await browser.SubmitAsync("form:has(#name)", Cancel, ("name", "论坛"), ("kind", "Forum"), ("feed", ""), ("interval", "30"));
        Assert.Contains("论坛", browser.TextsOf("tbody th")[0], StringComparison.Ordinal);
        await browser.OpenAsync(browser.Page.QuerySelector("tbody a")!.GetAttribute("href")!, Cancel);
        await browser.SubmitAsync("form:has(.btn-d), form:has([data-turbo-confirm*=bring])", Cancel);
        Assert.Contains("gone", browser.Text, StringComparison.Ordinal);
        await browser.OpenAsync($"/insights/public-voice/sources/{Guid.CreateVersion7()}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_file_is_taken_in_whole_or_without_its_bad_rows_and_never_twice()
    {
        var source = await HasSourceAsync();
        const string File = "日期,作者,内容,链接\n2026-03-20,路人,还不错,https://example.com/1\n明天,路人,还可以,\n2026-03-21 10:30,,,\n2026-03-22,,=1+1 很失望,\n";
        var refused = await UploadAsync(source, File, leave: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var rows = refused.Page.QuerySelectorAll("tbody tr").Select(it => it.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains(rows, it => it.StartsWith('3') && it.Contains("cannot be read", StringComparison.Ordinal));
        Assert.Empty((await Client.ReadAsync("/api/v1/public-posts")).Items());

        Assert.Contains("Taken in: 2. Known already: 0. Left out: 2.", (await UploadAsync(source, File, leave: true)).Text, StringComparison.Ordinal);
        Assert.Contains("Taken in: 0. Known already: 2. Left out: 2.", (await UploadAsync(source, File, leave: true)).Text, StringComparison.Ordinal);
        Assert.Equal(["=1+1 很失望", "还不错"], (await Client.ReadAsync("/api/v1/public-posts")).Items().Select(it => it.Text("text")!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(source, "date\n2026-03-20\n", leave: true)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await UploadAsync(Guid.CreateVersion7(), File, leave: true)).Status);
    }

    [Fact]
    public async Task Lists_figures_what_waits_and_what_is_old_are_found_by_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var (from, to) = (Server.Clock.GetUtcNow().AddDays(-28), Server.Clock.GetUtcNow());
        foreach (var (filter, index) in ((PostFilter, string)[])
            [
                (new(), "IX_public_posts_At_Id"), (new(from, to), "IX_public_posts_At_Id"), (new(from, to, Source: Guid.CreateVersion7()), "IX_public_posts_SourceId_At_Id"),
                (new(from, to, Kind: PublicSourceKind.Forum), "IX_public_posts_Kind_At_Id"), (new(from, to, Language: "ja"), "IX_public_posts_Language_At_Id"),
            ])
        {
            var steps = QueryPlan.Of(db, PostList.Of(db, filter, Place.Of(to, Guid.CreateVersion7())).Take(10));
            Assert.Contains(steps, step => step.Contains(index, StringComparison.Ordinal));
            Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            if (filter.From is not null)
                Assert.Contains(QueryPlan.Of(db, VoiceFigures.Counted(db, filter)), step => step.Contains("SEARCH", StringComparison.Ordinal) && step.Contains(index, StringComparison.Ordinal));
        }

        Assert.Contains(QueryPlan.Of(db, ReadPosts.Waiting(db).Take(10)), step => step.Contains("IX_public_posts_Id", StringComparison.Ordinal));
        Assert.Contains(QueryPlan.Of(db, ForgetPosts.Older(db, from).Take(10)), step => step.Contains("IX_public_posts_At_Id", StringComparison.Ordinal));
    }

    private static string ConversationKey(Emotion emotion) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(emotion.ToString());

    private async Task<Guid> HasSourceAsync(string kind = "forum") => (await Client.PostAsync("/api/v1/public-sources", new { name = "Forum A", kind })).GetProperty("id").GetGuid();

    private Task HasPostAsync(Guid source, string text, TimeSpan ago, string author = "路人") =>
        Client.PostAsync("/api/v1/public-posts", new { sourceId = source, externalId = Guid.CreateVersion7().ToString(), text, author, at = Server.Clock.GetUtcNow() - ago });

    private async Task ForgetAsync()
    {
        await using var db = Server.Database();
        db.Enqueue(new ForgetPosts(), Server.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancel);
        await Server.RunJobsAsync(Cancel);
    }

    private async Task<(HttpStatusCode Status, AngleSharp.Html.Dom.IHtmlDocument Page, string Text)> UploadAsync(Guid source, string csv, bool leave)
    {
        using var browser = Server.Browser();
        var page = await browser.OpenAsync("/insights/public-voice/import", Cancel);
        using var form = new MultipartFormDataContent();
        foreach (var hidden in page.QuerySelectorAll("form[enctype] input[type=hidden]"))
            form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        form.Add(new StringContent(source.ToString()), "source");
        if (leave)
            form.Add(new StringContent("1"), "leave");
        var file = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", "posts.csv");
        using var answer = await browser.Client.PostAsync("/insights/public-voice/import", form, Cancel);
        if (answer.Headers.Location is { } location)
        {
            await browser.OpenAsync(location.ToString(), Cancel);
            return (browser.Status, browser.Page, browser.Text);
        }

        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));
        return (answer.StatusCode, shown, shown.Body!.TextContent);
    }
}
