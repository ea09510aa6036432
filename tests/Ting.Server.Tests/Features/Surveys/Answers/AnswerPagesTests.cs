using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys.Answers;

/// <summary>What a customer does with a survey, in a browser without script and without signing in.</summary>
[Trait("req", "SAT-05")]
public sealed class AnswerPagesTests : DeskTest
{
    [Fact]
    [Trait("req", "SQ-06")]
    public async Task A_survey_is_begun_left_and_taken_up_again_and_completed_in_japanese()
    {
        var (id, path) = await Server.HasSurveyAsync("servqual");
        Server.SignedIn = false;
        using var browser = Server.Browser("ja");

        await browser.OpenAsync(path, Cancel);
        Assert.Equal("ja", browser.Page.QuerySelector(".sv")!.GetAttribute("lang"));
        Assert.Contains("期待", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync("#sv", Cancel, Section(0, go: "next"));
        var own = browser.Led!.Split('?')[0];
        Assert.NotEqual(path, own);

        // some days later, from the same link
        Server.Clock.Advance(TimeSpan.FromDays(3));
        using var later = Server.Browser("ja");
        await later.OpenAsync(own, Cancel);
        Assert.NotNull(later.Page.GetElementById("i-r5"));
        for (var step = 1; step < 6; step++)
            await later.SubmitAsync("#sv", Cancel, Section(step, go: "next"));

        Assert.Contains("ありがとうございました", later.Text, StringComparison.Ordinal);
        await using var db = Server.Database();
        var response = await db.SurveyResponses.SingleAsync(it => it.SurveyId == id, Cancel);
        Assert.NotNull(response.CompletedAt);
        Assert.Equal(("ja", null, null), (response.Language, response.PersonId, response.InvitationId));
        Assert.Equal(49, // 22 pairs and the five weights
             response.ReadSheet().Numbers.Count(it => it.Key.Contains('.', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Looking_changes_nothing_not_even_with_an_answer_in_the_address()
    {
        var (_, path) = await Server.HasSurveyAsync("nps");
        using var browser = Server.Browser();

        await browser.OpenAsync($"{path}?a=9", Cancel);

        Assert.Equal("9", browser.Page.QuerySelector("input[name=recommend]:checked, input[name=recommend][checked]")!.GetAttribute("value"));
        await using var db = Server.Database();
        Assert.False(await db.SurveyResponses.AnyAsync(Cancel));
    }

    [Fact]
    public async Task What_was_left_open_is_named_and_not_knowing_is_enough()
    {
        var (_, path) = await Server.HasSurveyAsync("ces");
        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);

        await browser.SubmitAsync("#sv", Cancel, ("go", "next"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert] a[href='#i-easy']"));

        await browser.OpenAsync(path, Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("easy.dk", "1"), ("go", "next"));
        Assert.Contains("Thank you", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_further_question_appears_on_the_same_page_before_it_is_left()
    {
        var (_, path) = await Server.HasSurveyAsync("ces");
        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);
        Assert.Null(browser.Page.GetElementById("i-obstacle"));

        await browser.SubmitAsync("#sv", Cancel, ("easy", "2"), ("go", "next"));
        Assert.NotNull(browser.Page.GetElementById("i-obstacle"));

        await browser.SubmitAsync("#sv", Cancel, ("obstacle", "3"), ("go", "next"));
        Assert.Contains("Thank you", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_language_and_the_way_back_keep_what_was_answered()
    {
        var (_, path) = await Server.HasSurveyAsync("employee");
        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("support", "4"), ("tools", "3"), ("colleagues", "5"), ("freedom", "2"), ("go", "next"));
        await browser.SubmitAsync("#sv", Cancel, ("respect", "5"), ("go", "lang-zh-Hans"));
        Assert.Contains("主管尊重我", browser.Text, StringComparison.Ordinal);
        Assert.Equal("5", Checked(browser, "respect"));

        await browser.SubmitAsync("#sv", Cancel, ("go", "back"));
        Assert.Equal("3", Checked(browser, "tools"));
    }

    [Theory]
    [InlineData("en", "This link leads to no survey")]
    [InlineData("ja", "このリンクのアンケートは見つかりません")]
    [InlineData("zh-Hans", "这个链接没有对应的问卷")]
    public async Task A_link_that_is_none_of_ours_is_said_in_words(string language, string words)
    {
        using var browser = Server.Browser(language);

        foreach (var token in (string[])["nonsense", new string('a', 200), "x y", "..."])
        {
            await browser.OpenAsync($"/s/{token}", Cancel);
            Assert.Equal(HttpStatusCode.Gone, browser.Status);
            Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_survey_that_is_closed_takes_nothing_and_says_so()
    {
        var (id, path) = await Server.HasSurveyAsync("nps");
        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);
        using var client = Server.Client();
        await client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { open = false }, HttpStatusCode.OK);

        await browser.SubmitAsync("#sv", Cancel, ("recommend", "9"), ("go", "next"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("This survey is closed", browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        await using var db = Server.Database();
        Assert.False(await db.SurveyResponses.AnyAsync(Cancel));
    }

    [Fact]
    public async Task An_invitation_knows_whom_it_asked_and_runs_out_after_a_month()
    {
        var (surveyId, personId, path) = await InvitedAsync("nps");
        using var browser = Server.Browser();
        await browser.OpenAsync($"{path}?lang=en", Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("recommend", "3"), ("go", "next"), ("better.seen", "1"));
        Assert.Contains("Thank you", browser.Text, StringComparison.Ordinal);

        await using (var db = Server.Database())
        {
            var response = await db.SurveyResponses.SingleAsync(it => it.SurveyId == surveyId, Cancel);
            Assert.Equal(personId, response.PersonId);
            Assert.NotNull((await db.SurveyInvitations.SingleAsync(Cancel)).AnsweredAt);
        }

        await browser.OpenAsync($"{path}?lang=en", Cancel);
        Assert.Contains("Thank you", browser.Text, StringComparison.Ordinal);

        var (_, _, second) = await InvitedAsync("ces");
        Server.Clock.Advance(SurveyInvitation.GoodFor + TimeSpan.FromHours(1));
        await browser.OpenAsync($"{second}?lang=en", Cancel);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Contains("no longer valid", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "SPC-02")]
    public async Task An_anonymous_answer_belongs_to_nobody()
    {
        var (id, path) = await Server.HasSurveyAsync("nps", new { anonymous = true });
        var (_, personId) = await Server.HasConversationAsync();
        using var client = Server.Client();
        var invitation = await client.PostAsync($"/api/v1/surveys/{id}/invitations", new { personId });
        Assert.EndsWith(path, invitation.Text("address"), StringComparison.Ordinal); // everybody gets the same address

        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("recommend", "8"), ("better.seen", "1"), ("go", "next"));

        await using var db = Server.Database();
        var response = await db.SurveyResponses.SingleAsync(Cancel);
        Assert.Equal((null, null, null, null, null), (response.PersonId, response.InvitationId, response.ConversationId, response.InboxId, response.TeamId));
        Assert.Null((await db.SurveyInvitations.SingleAsync(Cancel)).AnsweredAt);
    }

    [Fact]
    public async Task Answers_can_be_taken_back_and_are_then_gone()
    {
        var (_, _, path) = await InvitedAsync("nps");
        using var browser = Server.Browser();
        await browser.OpenAsync($"{path}?lang=en", Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("recommend", "3"), ("better.seen", "1"), ("go", "next"));

        await browser.SubmitAsync("form:has(button.btn-q)", Cancel);

        Assert.Contains("Your answers are deleted", browser.Text, StringComparison.Ordinal);
        await using var db = Server.Database();
        Assert.False(await db.SurveyResponses.AnyAsync(Cancel));
    }

    [Fact]
    public async Task Who_wants_no_more_surveys_gets_none_until_they_say_otherwise()
    {
        var (_, personId, path) = await InvitedAsync("nps", quietDays: 0);
        using var browser = Server.Browser();
        await browser.OpenAsync($"{path}/stop?lang=en", Cancel);
        await using (var db = Server.Database())
            Assert.False(await db.SurveyOptOuts.AnyAsync(Cancel)); // looking changes nothing

        await browser.SubmitAsync("form", Cancel, ("out", "yes"));
        Assert.Contains("no more surveys", browser.Text, StringComparison.Ordinal);
        var (second, _) = await Server.HasSurveyAsync("ces", new { quietDays = 0 });
        using var client = Server.Client();
        var problem = await client.PostAsync($"/api/v1/surveys/{second}/invitations", new { personId }, HttpStatusCode.Conflict);
        Assert.Equal("invitation.opted_out", problem.Text("title"));

        await browser.SubmitAsync("form", Cancel, ("out", "no"));
        await client.PostAsync($"/api/v1/surveys/{second}/invitations", new { personId });
    }

    [Fact]
    public async Task The_same_person_twice_within_a_month_is_noticed()
    {
        var (surveyId, personId, path) = await InvitedAsync("nps", quietDays: 0);
        using var client = Server.Client();
        var again = await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId });
        using var browser = Server.Browser();
        foreach (var address in (string[])[path, PathOf(again)])
        {
            await browser.OpenAsync(address, Cancel);
            await browser.SubmitAsync("#sv", Cancel, ("recommend", "10"), ("best.seen", "1"), ("go", "next"));
        }

        await using var db = Server.Database();
        Assert.Equal([false, true], await db.SurveyResponses.OrderBy(it => it.CompletedAt).ThenBy(it => it.IsDuplicate).Select(it => it.IsDuplicate).ToListAsync(Cancel));
    }

    private async Task<(Guid SurveyId, Guid PersonId, string Path)> InvitedAsync(string template, int quietDays = 30)
    {
        var (surveyId, _) = await Server.HasSurveyAsync(template, new { quietDays });
        var (_, personId) = await Server.HasConversationAsync();
        using var client = Server.Client();
        var invitation = await client.PostAsync($"/api/v1/surveys/{surveyId}/invitations", new { personId });
        return (surveyId, personId, PathOf(invitation));
    }

    private static string PathOf(System.Text.Json.JsonElement invitation) => new Uri(new Uri("http://x"), invitation.Text("address")!).AbsolutePath;

    private static string? Checked(Browser browser, string name) => browser.Page.QuerySelector($"input[name={name}][checked]")?.GetAttribute("value");

    private static (string, string)[] Section(int step, string go)
    {
        var questionnaire = SurveyTemplate.Find("servqual")!;
        return [.. questionnaire.Sections[step].Items.SelectMany(item => AnswerSheet.KeysOf(questionnaire, item)).Select(key => (key, "5")), ("go", go)];
    }
}
