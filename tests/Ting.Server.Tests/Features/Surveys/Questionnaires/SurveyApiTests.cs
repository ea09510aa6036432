using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys.Questionnaires;

public sealed class SurveyApiTests : DeskTest
{
    [Fact]
    public async Task A_published_version_is_never_changed_and_answers_keep_the_one_they_were_given_to()
    {
        var (id, path) = await Server.HasSurveyAsync("employee");
        using var browser = Server.Browser();
        await browser.OpenAsync(path, Cancel);
        await browser.SubmitAsync("#sv", Cancel, ("support", "4"), ("go", "auto"));

        var draft = JsonNode.Parse((await Client.ReadAsync($"/api/v1/surveys/{id}")).GetProperty("draft").GetRawText())!;
        draft["title"]!["en"] = "Another title";
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { draft }, HttpStatusCode.OK);
        await browser.OpenAsync(path, Cancel);
        Assert.DoesNotContain("Another title", browser.Page.Title!, StringComparison.Ordinal); // not before it is published

        await Client.PostAsync($"/api/v1/surveys/{id}/publish", new { }, HttpStatusCode.OK);
        await browser.OpenAsync(path, Cancel);
        Assert.Contains("Another title", browser.Page.Title!, StringComparison.Ordinal);
        Assert.Equal("How it is to work here", (await Client.ReadAsync($"/api/v1/surveys/{id}/versions/1")).GetProperty("questionnaire").GetProperty("title").Text("en"));
        Assert.Equal("Another title", (await Client.ReadAsync($"/api/v1/surveys/{id}/versions/2")).GetProperty("questionnaire").GetProperty("title").Text("en"));
        await using var db = Server.Database();
        Assert.Equal(1, (await db.SurveyResponses.SingleAsync(Cancel)).VersionNumber);
    }

    [Fact]
    public async Task What_is_not_translated_is_not_published()
    {
        var (id, _) = await Server.HasSurveyAsync("nps");
        var draft = JsonNode.Parse((await Client.ReadAsync($"/api/v1/surveys/{id}")).GetProperty("draft").GetRawText())!;
        draft["sections"]![0]!["items"]![0]!["text"]!["ja"] = "";
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { draft }, HttpStatusCode.OK);

        Assert.Equal("questionnaire.untranslated", (await Client.PostAsync($"/api/v1/surveys/{id}/publish", new { }, HttpStatusCode.Conflict)).Text("title"));
    }

    [Theory]
    [InlineData("""{"name":"x","template":"nonsense"}""", "survey.template")]
    [InlineData("""{"name":"","template":"nps"}""", "form.required")]
    [InlineData("""{"name":"x","draft":{"sections":[null]}}""", "questionnaire.unreadable")]
    [InlineData("""{"name":"x","draft":{"scale":{"from":0,"to":99,"low":{},"high":{}}}}""", "questionnaire.scale")]
    [InlineData("""{"name":"x","draft":[]}""", "questionnaire.unreadable")]
    [InlineData("""{"name":"x","template":"nps","inboxId":"0198c0de-0000-7000-8000-0000000000ff"}""", "inbox.not_found")]
    public async Task What_is_no_survey_is_refused_in_words(string body, string code)
    {
        using var client = Server.Client("ja");

        var problem = await client.PostAsync("/api/v1/surveys", body, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
        Assert.Matches("[ぁ-ん]", problem.Text("detail")!);
    }

    [Fact]
    public async Task Whether_it_is_anonymous_is_settled_with_the_first_version()
    {
        var (id, _) = await Server.HasSurveyAsync("nps");

        Assert.Equal("survey.anonymity", (await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { anonymous = true }, HttpStatusCode.Conflict)).Text("title"));
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { name = "x" }, HttpStatusCode.PreconditionFailed, ("If-Match", "W/\"99\""));
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/surveys/{id}", new { sharePercent = 0 }, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(AgentRole.Representative, HttpStatusCode.Forbidden)]
    [InlineData(AgentRole.Trainer, HttpStatusCode.Forbidden)]
    [InlineData(AgentRole.Supervisor, HttpStatusCode.Created)]
    [InlineData(AgentRole.Manager, HttpStatusCode.Created)]
    [Trait("req", "TEAM-02")]
    public async Task Who_leads_makes_surveys_and_others_do_not(AgentRole role, HttpStatusCode expected)
    {
        Server.Role = role;

        await Client.PostAsync("/api/v1/surveys", new { name = "x", template = "nps" }, expected);
    }

    [Fact]
    public async Task The_editor_changes_words_order_and_conditions_without_script()
    {
        var (id, _) = await Server.HasSurveyAsync("ces");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/items/obstacle", Cancel);
        await browser.SubmitAsync("form:has([name='Text.Zh'])", Cancel,
            ("Text.Zh", "哪里费力？"), ("Text.Ja", "どこに手間がかかりましたか。"), ("Text.En", "What was hard?"), ("Kind", "Choice"), ("If", "easy"), ("IfFrom", "1"), ("IfTo", "3"),
            ("Options.Zh", "等待\n其他"), ("Options.Ja", "待つこと\nそのほか"), ("Options.En", "Waiting\nSomething else"));
        Assert.Equal($"/surveys/{id}?done=saved", browser.Led);

        await browser.SubmitAsync("#item-comment form", Cancel, ("By", "-1"));
        await browser.SubmitAsync("form:has([name='Title.Zh'])", Cancel, ("Title.Zh", "标题"), ("Title.Ja", "題名"), ("Title.En", "Title"), ("Thanks.Zh", "谢"), ("Thanks.Ja", "お礼"), ("Thanks.En", "Thanks"), ("From", "1"), ("To", "7"));

        await using var db = Server.Database();
        var draft = (await db.Surveys.SingleAsync(Cancel)).ReadDraft();
        Assert.Equal(["easy", "comment", "obstacle"], draft.Items.Select(item => item.Key));
        Assert.Equal(new Condition("easy", 1, 3), draft.Find("obstacle")!.ShownIf);
        Assert.Equal(["Waiting", "Something else"], draft.Find("obstacle")!.Options!.Select(option => option.En));
        Assert.Equal("題名", draft.Title.Ja);
        Assert.Equal(1, (await db.Surveys.SingleAsync(Cancel)).Published);
    }

    [Fact]
    public async Task A_form_that_was_tampered_with_changes_nothing_and_a_strange_address_is_said()
    {
        var (id, _) = await Server.HasSurveyAsync("ces");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/surveys/{id}/items/easy", Cancel);
        await browser.SubmitAsync("form:has([name='Text.Zh'])", Cancel, ("Text.En", "x"), ("Kind", "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);

        await browser.OpenAsync("/surveys?cursor=garbage", Cancel);
        Assert.NotNull(browser.Page.QuerySelector("[role=alert]"));
        Assert.Null(browser.Page.QuerySelector(".empty"));
        await using var db = Server.Database();
        Assert.Equal("It was made easy for me to handle my issue.", (await db.Surveys.SingleAsync(Cancel)).ReadDraft().Find("easy")!.Text.En);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    [InlineData("zh-Hans")]
    public async Task The_pages_open_in_three_languages(string language)
    {
        var (id, _) = await Server.HasSurveyAsync("servqual");
        var (_, personId) = await Server.HasConversationAsync();
        using var browser = Server.Browser(language);

        foreach (var address in (string[])["/surveys", $"/surveys/{id}", $"/surveys/{id}/preview", $"/surveys/{id}/preview?version=1&step=2", $"/surveys/{id}/items/new?section=tangibles", $"/surveys/invite?person={personId}", $"/surveys/{id}/results", $"/surveys/{id}/gaps", $"/surveys/{id}/responses"])
        {
            await browser.OpenAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotMatch(@"\b(item|rule|kind|template|gap|dimension|s|state|words)\.[a-z]", browser.Text);
        }
    }
}
