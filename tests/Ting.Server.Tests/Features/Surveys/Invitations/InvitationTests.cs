using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Platform.Jobs;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys.Invitations;

[Trait("req", "SAT-05")]
public sealed class InvitationTests : DeskTest
{
    [Fact]
    public async Task After_a_conversation_is_over_the_rule_asks_a_day_later_and_reminds_once()
    {
        var (surveyId, _) = await Server.HasSurveyAsync("nps", new { asksAfter = true, sharePercent = 100, delayHours = 24, reminderDays = 4 });
        var id = await ResolvedAsync("我的包裹到了，谢谢");

        Assert.Empty(await ToldAsync(id));
        await PassAsync(TimeSpan.FromHours(25));
        var told = Assert.Single(await ToldAsync(id));
        Assert.Contains("您会推荐我们吗", told, StringComparison.Ordinal);
        Assert.Contains("/s/", told, StringComparison.Ordinal);

        await PassAsync(TimeSpan.FromDays(5));
        await PassAsync(TimeSpan.FromDays(5));
        Assert.Equal(2, (await ToldAsync(id)).Count);
        await using var db = Server.Database();
        Assert.NotNull((await db.SurveyInvitations.SingleAsync(it => it.SurveyId == surveyId, Cancel)).RemindedAt);
    }

    [Fact]
    public async Task Who_writes_again_meanwhile_is_not_asked_and_who_was_asked_lately_is_left_in_peace()
    {
        await Server.HasSurveyAsync("nps", new { asksAfter = true, sharePercent = 100, delayHours = 1, reminderDays = 0, quietDays = 30 });
        var (back, _) = await Server.HasConversationAsync();
        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{back}/resolve", new { }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        await client.PostAsync($"/api/v1/conversations/{back}/messages", new { kind = "customer", text = "等一下" });
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(await ToldAsync(back));

        var first = await ResolvedAsync("你好", "lin@example.test");
        await PassAsync(TimeSpan.FromHours(2));
        var second = await ResolvedAsync("又来了", "lin@example.test");
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Single(await ToldAsync(first));
        Assert.Empty(await ToldAsync(second));
    }

    [Fact]
    public async Task The_job_run_twice_asks_once()
    {
        var (surveyId, _) = await Server.HasSurveyAsync("nps", new { asksAfter = true, sharePercent = 100, delayHours = 0, reminderDays = 0, quietDays = 0 });
        var id = await ResolvedAsync("你好");
        await using (var db = Server.Database())
        {
            db.Enqueue(new SendInvitation(surveyId, id), Server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        await Server.RunJobsAsync(Cancel);

        Assert.Single(await ToldAsync(id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(73)]
    [InlineData(100)]
    public void As_many_conversations_are_drawn_as_was_said_and_always_the_same_ones(int share)
    {
        var chance = new Random(3);
        var survey = Guid.CreateVersion7();
        var conversations = Enumerable.Range(0, 5000).Select(_ => { var bytes = new byte[16]; chance.NextBytes(bytes); return new Guid(bytes); }).ToList();

        var drawn = conversations.Count(it => InviteAfterResolution.IsDrawn(survey, it, share));

        Assert.InRange(drawn / 50.0, share - 2.5, share + 2.5);
        Assert.All(conversations.Take(50), it => Assert.Equal(InviteAfterResolution.IsDrawn(survey, it, share), InviteAfterResolution.IsDrawn(survey, it, share)));
    }

    [Fact]
    public async Task By_hand_one_person_gets_a_link_with_an_address_for_each_number()
    {
        var (surveyId, _) = await Server.HasSurveyAsync("nps");
        var (conversationId, personId) = await Server.HasConversationAsync();
        using var client = Server.Client();

        var link = await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId });
        Assert.Equal(Enumerable.Range(0, 11), link.GetProperty("answers").EnumerateArray().Select(it => it.GetProperty("value").GetInt32()));
        Assert.Empty(await ToldAsync(conversationId));

        var problem = await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId, conversationId }, HttpStatusCode.Conflict);
        Assert.Equal("invitation.lately", problem.Text("title"));
        Assert.Single((await client.ReadAsync($"/api/v1/surveys/{surveyId}/invitations")).Items());
    }

    [Fact]
    public async Task Strangers_other_peoples_conversations_and_colleagues_surveys_are_refused()
    {
        var (surveyId, _) = await Server.HasSurveyAsync("nps");
        var (employee, _) = await Server.HasSurveyAsync("employee");
        var (_, personId) = await Server.HasConversationAsync();
        var (other, _) = await Server.HasConversationAsync();
        using var client = Server.Client();

        Assert.Equal("person.not_found", (await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId = Guid.CreateVersion7() }, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("conversation.not_found", (await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId, conversationId = other }, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("invitation.employee", (await client.PostAsync($"/api/v1/surveys/{employee}/invitations", new { personId }, HttpStatusCode.Conflict)).Text("title"));
        await client.PostAsync($"/api/v1/surveys/{Guid.CreateVersion7()}/invitations", new { personId }, HttpStatusCode.NotFound);
        using var strange = await client.GetAsync($"/api/v1/surveys/{surveyId}/invitations?cursor=x", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, strange.StatusCode);
    }

    [Fact]
    public async Task A_forgotten_person_leaves_numbers_and_no_name()
    {
        var (surveyId, _) = await Server.HasSurveyAsync("nps");
        var (_, personId) = await Server.HasConversationAsync();
        using var client = Server.Client();
        var invitation = await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId });
        using var browser = Server.Browser();
        await browser.OpenAsync(new Uri(new Uri("http://x"), invitation.Text("address")!).AbsolutePath, Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("recommend", "2"), ("better", "我是林婉清"), ("better.seen", "1"), ("go", "next"));
        Assert.Single((await client.ReadAsync($"/api/v1/people/{personId}/export")).GetProperty("surveys").EnumerateArray());

        await client.PostAsync($"/api/v1/people/{personId}/erase", new { }, HttpStatusCode.NoContent);

        await using var db = Server.Database();
        var response = await db.SurveyResponses.SingleAsync(Cancel);
        Assert.Equal((null, null, "{}"), (response.PersonId, response.InvitationId, response.Words));
        Assert.Equal(2, response.ReadSheet()["recommend"]);
        Assert.False(await db.SurveyInvitations.AnyAsync(Cancel));
    }

    private async Task<Guid> ResolvedAsync(string text, string? email = null)
    {
        var (id, _) = await Server.HasConversationAsync(text, email: email);
        await using (var db = Server.Database()) // the other question, of satisfaction, stays out of it
        {
            (await db.Set<Ting.Server.Features.Inboxes.Inbox>().SingleAsync(Cancel)).Serve(null, asksSatisfaction: false);
            await db.SaveChangesAsync(Cancel);
        }

        using var client = Server.Client();
        await client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        return id;
    }

    private async Task PassAsync(TimeSpan time)
    {
        Server.Clock.Advance(time);
        await Server.RunJobsAsync(Cancel);
    }

    private async Task<IReadOnlyList<string>> ToldAsync(Guid conversationId)
    {
        await using var db = Server.Database();
        return await db.Messages.Where(it => it.ConversationId == conversationId && it.Kind == MessageKind.System && it.Text.Contains("/s/")).OrderBy(it => it.At).Select(it => it.Text).ToListAsync(Cancel);
    }
}
