using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fans.Community;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Fans;

/// <summary>Visitors ask, propose and praise; the team answers (OMNI-08).</summary>
[Trait("req", "OMNI-08")]
public sealed class CommunityTests : FansTest
{
    [Fact]
    public async Task A_post_appears_after_its_author_and_a_moderator_have_agreed()
    {
        await OpenAsync(approval: true);
        Server.SignedIn = false;
        using var visitor = Server.Browser("zh-Hans");
        await WriteAsync(visitor, "安装改期三次了", "约了三次都没人来，真的很生气。");
        await Server.RunJobsAsync(Cancel);
        var letter = MailCatcher.Decoded(Assert.Single(Mail.Letters));
        Assert.DoesNotContain("没人来", letter, StringComparison.Ordinal); // a stranger could have typed this address
        await visitor.OpenAsync("/community", Cancel);
        Assert.DoesNotContain("安装改期", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync(LinkIn(Mail.Letters[0], "/community/confirm/"), Cancel);
        await visitor.SubmitAsync("main form", Cancel);
        Assert.Contains("同事看过之后就会显示", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/community", Cancel);
        Assert.DoesNotContain("安装改期", visitor.Text, StringComparison.Ordinal);

        Server.SignedIn = true;
        using var desk = Server.Browser("zh-Hans");
        await desk.OpenAsync("/fans/community", Cancel);
        Assert.NotNull(desk.Page.QuerySelector(".pv-i .em, .pv-i [class*='em']")); // what the engine heard
        Assert.Equal("frustrated", (await Client.ReadAsync("/api/v1/community/posts")).Items()[0].Text("emotion"));
        await desk.SubmitAsync("form[action$='/approve']", Cancel);
        Assert.Empty(desk.Page.QuerySelectorAll(".pv-i"));
        Server.SignedIn = false;
        await visitor.OpenAsync("/community?q=改期", Cancel);
        Assert.Single(visitor.Page.QuerySelectorAll(".fan-list li"));
        await visitor.OpenAsync("/community?q=改期&board=Praise", Cancel);
        Assert.Empty(visitor.Page.QuerySelectorAll(".fan-list li"));
        Assert.DoesNotContain("@example.test", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_team_answers_marks_what_helped_closes_and_hides_with_a_reason()
    {
        var topic = await TopicAsync("Does it fit?", "Has anybody <b>tried</b>?");
        await Client.PostAsync($"/api/v1/community/topics/{topic}/answers", new { text = "It does." }, HttpStatusCode.NoContent);
        var answer = (await Client.ReadAsync($"/api/v1/community/posts?topic={topic}")).Items().Single(it => it.GetProperty("isTeam").GetBoolean());
        await Client.PostAsync($"/api/v1/community/posts/{answer.Text("id")}/accept", null, HttpStatusCode.NoContent);
        using var visitor = Server.Browser();
        await visitor.OpenAsync($"/community/topics/{topic}", Cancel);
        Assert.Contains("Has anybody <b>tried</b>?", visitor.Page.QuerySelector(".fan-t")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It does.", visitor.Page.QuerySelector(".fan-acc.fan-team")!.TextContent, StringComparison.Ordinal);

        await Client.PostAsync($"/api/v1/community/topics/{topic}/close", new { closes = true }, HttpStatusCode.NoContent);
        await visitor.OpenAsync($"/community/topics/{topic}", Cancel);
        Assert.Null(visitor.Page.QuerySelector("#answer"));
        await Client.PostAsync($"/api/v1/community/posts/{answer.Text("id")}/hide", new { reason = " " }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/community/posts/{answer.Text("id")}/hide", new { reason = "wrong size" }, HttpStatusCode.NoContent);
        await visitor.OpenAsync($"/community/topics/{topic}", Cancel);
        Assert.DoesNotContain("It does.", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/community?q=does", Cancel);
        Assert.Single(visitor.Page.QuerySelectorAll(".fan-list li"));
        using var desk = Server.Browser();
        await desk.OpenAsync($"/fans/community/{topic}", Cancel);
        Assert.Contains("wrong size", desk.Page.QuerySelector(".fan-log")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("周予安", desk.Page.QuerySelector(".fan-log")!.TextContent, StringComparison.Ordinal);

        Server.Role = AgentRole.Representative;
        await Client.PostAsync($"/api/v1/community/posts/{answer.Text("id")}/approve", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_complaint_made_in_public_is_answered_by_the_desk_and_each_leads_to_the_other()
    {
        var topic = await TopicAsync("Broken twice", "The kettle broke again and nobody answers.");
        await Client.PostAsync($"/api/v1/community/topics/{topic}/conversation", null, HttpStatusCode.Conflict); // nobody has said where
        await using var db = Server.Database();
        await OpenAsync(inbox: await db.Set<Ting.Server.Features.Inboxes.Inbox>().OrderBy(it => it.Id).Select(it => it.Id).FirstAsync(Cancel));
        using var desk = Server.Browser();
        await desk.OpenAsync($"/fans/community/{topic}", Cancel);
        await desk.SubmitAsync("form[action$='/bring']", Cancel);
        Assert.NotNull(desk.Page.QuerySelector("a[href^='/inbox/1']"));
        await Client.PostAsync($"/api/v1/community/topics/{topic}/conversation", null, HttpStatusCode.NoContent); // once only
        var conversation = await db.Conversations.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal("Broken twice", conversation.Subject);
        Assert.NotNull(await db.Readings.FirstOrDefaultAsync(it => it.ConversationId == conversation.Id, Cancel));
        await desk.OpenAsync("/inbox/1", Cancel);
        Assert.NotNull(desk.Page.QuerySelector($"a[href='/fans/community/{topic}']"));
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_a_place_and_no_word()
    {
        var topic = await TopicAsync("Secret wish", "My words about umbrellas");
        var (_, person) = await Server.HasConversationAsync("hi", email: "visitor@example.test");
        var export = await Client.ReadAsync($"/api/v1/people/{person}/export");
        Assert.Equal("My words about umbrellas", export.GetProperty("community")[0].Text("text"));
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/people/{person}", null, HttpStatusCode.NoContent);

        await using var db = Server.Database();
        var post = await db.CommunityPosts.SingleAsync(Cancel);
        Assert.Equal(("", null, ""), (post.Name, post.Email, post.Text));
        using var visitor = Server.Browser();
        await visitor.OpenAsync($"/community/topics/{topic}", Cancel);
        Assert.Contains("removed at their author", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret wish", visitor.Text, StringComparison.Ordinal);
        await visitor.OpenAsync("/community?q=umbrellas", Cancel);
        Assert.Empty(visitor.Page.QuerySelectorAll(".fan-list li"));
    }

    [Fact]
    public async Task Scripts_run_dry_and_what_is_never_confirmed_is_forgotten()
    {
        Server.SignedIn = false;
        using var visitor = Server.Browser();
        await WriteAsync(visitor, "Buy", "now", ("website", "x"));
        for (var at = 0; at < 5; at++)
            await WriteAsync(visitor, $"Topic {at}", "words");
        await using var db = Server.Database();
        Assert.Equal(3, await db.CommunityPosts.CountAsync(Cancel)); // three letters to one address, then silence; the answer is the same
        await visitor.OpenAsync("/community/new", Cancel);
        await visitor.SubmitAsync("main form", Cancel, ("title", ""), ("text", "x"), ("name", "x"), ("email", "a@example.test"), ("board", "Idea"), ("website", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Server.Clock.Advance(CommunityPost.Confirmable + TimeSpan.FromMinutes(1));
        await Server.RunJobsAsync(Cancel);
        Assert.Equal((0, 0), (await db.CommunityPosts.CountAsync(Cancel), await db.CommunityTopics.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Topics_come_by_an_index()
    {
        await TopicAsync("One", "words");
        await using var db = Server.Database();
        if (!db.Database.IsSqlite())
            return;
        foreach (var query in (IQueryable<CommunityTopic>[])[
            db.CommunityTopics.Where(it => it.State == PostState.Shown).OrderByDescending(it => it.LastAt).ThenByDescending(it => it.Id),
            db.CommunityTopics.Where(it => it.State == PostState.Shown && it.Board == Board.Idea).OrderByDescending(it => it.LastAt).ThenByDescending(it => it.Id)])
            Assert.All(QueryPlan.Of(db, query), step => Assert.Contains("USING INDEX", step, StringComparison.Ordinal));
    }

    private async Task<Guid> TopicAsync(string title, string text)
    {
        using var visitor = Server.Browser();
        await WriteAsync(visitor, title, text);
        await Server.RunJobsAsync(Cancel);
        await visitor.OpenAsync(LinkIn(Mail.Letters[^1], "/community/confirm/"), Cancel);
        await visitor.SubmitAsync("main form", Cancel);
        await using var db = Server.Database();
        return await db.CommunityTopics.Where(it => it.Title == title && it.State == PostState.Shown).Select(it => it.Id).SingleAsync(Cancel);
    }

    private static async Task WriteAsync(Browser visitor, string title, string text, params (string, string)[] more)
    {
        await visitor.OpenAsync("/community/new", Cancel);
        await visitor.SubmitAsync("main form", Cancel, [("board", "Question"), ("title", title), ("text", text), ("name", "Visitor"), ("email", "visitor@example.test"), .. more.Length > 0 ? more : [("website", "")]]);
    }
}
