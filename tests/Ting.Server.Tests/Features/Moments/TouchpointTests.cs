using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Moments;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Moments;

[Trait("req", "MOT-01"), Trait("req", "MOT-02"), Trait("req", "TRAP-02")]
public sealed class TouchpointTests : DeskTest
{
    private static readonly string[] NoTouchpoints =
    [
        """{"names":null,"stage":"learn","channel":"chat"}""",
        """{"names":{"zh":"","ja":"  ","en":""},"stage":"learn","channel":"chat"}""",
        """{"names":{"zh":"甲"},"stage":"learn","channel":"chat","surveyId":"0198c0de-0000-7000-8000-00000000000a"}""",
        """{"names":{"zh":"甲"},"stage":"learn","channel":"chat","labelId":"0198c0de-0000-7000-8000-00000000000a"}""",
    ];

    private static readonly string[] NoMoments =
    [
        """{"seconds":0,"appearance":3,"behaviour":3,"communication":3}""",
        """{"seconds":100000,"appearance":3,"behaviour":3,"communication":3}""",
        """{"seconds":15,"appearance":6,"behaviour":3,"communication":3}""",
        """{"seconds":15,"behaviour":3,"communication":3}""",
        """{"seconds":15,"appearance":3,"communication":3}""",
        """{"seconds":15,"appearance":3,"behaviour":3,"communication":0.5}""",
        """{"seconds":15,"appearance":3,"behaviour":3,"communication":3,"at":"2100-01-01T00:00:00Z"}""",
        """{"seconds":15,"appearance":3,"behaviour":3,"communication":3,"agentId":"0198c0de-0000-7000-8000-00000000000b"}""",
    ];

    [Fact]
    public async Task A_score_weighs_its_parts_as_the_workspace_says_and_gives_its_interval()
    {
        var door = await HasTouchpointAsync("门口", "person");
        Assert.Equal(JsonNull, (await ScoreAsync(door)).GetProperty("score").ValueKind);

        await LogAsync(door, new { seconds = 15, appearance = 5, behaviour = 1, communication = 1 });
        var one = await ScoreAsync(door);
        Assert.Equal(1 + 4 * 0.30, one.GetProperty("score").GetDouble(), 6); // people in service: 30, 50, 20
        Assert.Equal(JsonNull, one.GetProperty("low").ValueKind); // one says nothing of the spread

        await Client.SendAsync(HttpMethod.Put, "/api/v1/moments/weights", new { person = new { appearance = 52, behaviour = 33, communication = 15 }, digital = new { appearance = 10, behaviour = 80, communication = 10 } }, HttpStatusCode.OK);
        Assert.Equal(1 + 4 * 0.52, (await ScoreAsync(door)).GetProperty("score").GetDouble(), 6);

        await LogAsync(door, new { seconds = 20, appearance = 3, behaviour = 3, communication = 3 });
        var two = await ScoreAsync(door);
        Assert.Equal(2, two.GetProperty("count").GetInt32());
        Assert.True(two.GetProperty("low").GetDouble() < two.GetProperty("score").GetDouble());
        Assert.Equal(4, two.GetProperty("appearance").GetDouble(), 6);
    }

    [Fact]
    public async Task Where_only_messages_meet_appearance_is_layout_speed_spelling_and_identity()
    {
        var chat = await HasTouchpointAsync("第一句回复", "chat");
        await Client.SendAsync(HttpMethod.Put, "/api/v1/moments/weights", new { person = new { appearance = 52, behaviour = 33, communication = 15 }, digital = new { appearance = 100, behaviour = 0, communication = 0 } }, HttpStatusCode.OK);

        await LogAsync(chat, new { seconds = 12, layout = 5, speed = 3, spelling = 4, identity = 4, behaviour = 1, communication = 1 });

        Assert.Equal(4, (await ScoreAsync(chat)).GetProperty("score").GetDouble(), 6);
        await Client.PostAsync($"/api/v1/moments/touchpoints/{chat}/moments", new { seconds = 12, layout = 5, speed = 3, spelling = 4, behaviour = 1, communication = 1 }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_customers_answer_to_the_survey_of_first_impressions_counts_beside_what_colleagues_log()
    {
        var (survey, _) = await Server.HasSurveyAsync("touchpoint");
        var (other, _) = await Server.HasSurveyAsync("nps");
        await Client.PostAsync("/api/v1/moments/touchpoints", new { names = new { zh = "甲" }, stage = "learn", channel = "chat", surveyId = other }, HttpStatusCode.BadRequest);
        var chat = (await Client.PostAsync("/api/v1/moments/touchpoints", new { names = new { zh = "第一句回复" }, stage = "learn", channel = "chat", surveyId = survey })).Text("id")!;
        var answer = new Dictionary<string, int> { ["layout"] = 5, ["speed"] = 3, ["spelling"] = 5, ["identity"] = 3, ["welcome"] = 2, ["attention"] = 4, ["clear"] = 5, ["heard"] = 5 };
        await Server.HasAnswersAsync(survey, [answer, new Dictionary<string, int>(answer) { ["welcome"] = -1 }]); // who left one out gives no whole impression
        await Server.HasAnswersAsync(survey, [answer], isStraight: true); // ticked without reading
        await LogAsync(chat, new { seconds = 15, appearance = 4, behaviour = 3, communication = 5 });

        var score = await ScoreAsync(chat);
        Assert.Equal((2, 1), (score.GetProperty("count").GetInt32(), score.GetProperty("fromCustomers").GetInt32()));
        Assert.Equal(4 * 0.3 + 3 * 0.5 + 5 * 0.2, score.GetProperty("score").GetDouble(), 6); // both of them
    }

    [Fact]
    public async Task What_is_no_touchpoint_no_moment_and_no_weight_is_refused()
    {
        foreach (var body in NoTouchpoints)
            await Client.PostAsync("/api/v1/moments/touchpoints", body, HttpStatusCode.BadRequest);
        var door = await HasTouchpointAsync("门口", "person");
        foreach (var body in NoMoments)
            await Client.PostAsync($"/api/v1/moments/touchpoints/{door}/moments", body, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/moments/weights", new { person = new { appearance = 0, behaviour = 0, communication = 0 }, digital = new { appearance = 1, behaviour = 1, communication = 1 } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/moments/weights", new { person = new { appearance = 101, behaviour = 0, communication = 0 } }, HttpStatusCode.BadRequest);
        Assert.Equal(0, (await ScoreAsync(door)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task The_page_logs_a_moment_keeps_what_was_typed_and_shows_the_trend_as_a_table()
    {
        var door = await HasTouchpointAsync("门口", "person");
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/insights/moments/touchpoints/{door}", Cancel);

        await browser.SubmitAsync("form:has([name=seconds])", Cancel, ("seconds", "0"), ("appearance", "4"), ("behaviour", "5"), ("communication", "3"), ("note", "递毛巾"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("递毛巾", browser.Page.QuerySelector("#note")!.TextContent);

        await browser.SubmitAsync("form:has([name=seconds])", Cancel, ("seconds", "30"), ("appearance", "4"), ("behaviour", "5"), ("communication", "3"), ("note", "递毛巾"), ("agent", TestServer.AgentId.ToString()));
        Assert.Contains("递毛巾", browser.Text, StringComparison.Ordinal);
        Assert.Contains("4.30", browser.Text, StringComparison.Ordinal); // 4·0.3 + 5·0.5 + 3·0.2

        await browser.OpenAsync("/insights/moments", Cancel);
        Assert.Contains("门口", browser.Text, StringComparison.Ordinal);
        Assert.Contains("4.30", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preset_is_filled_in_and_not_saved_before_one_says_so()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/moments/weights", Cancel);

        await browser.SubmitAsync("main form", Cancel, ("person.appearance", "1"), ("person.behaviour", "1"), ("person.communication", "1"), ("digital.appearance", "7"), ("digital.behaviour", "8"), ("digital.communication", "9"), ("do", "person-stranger"));
        Assert.Equal("52", browser.Page.QuerySelector("#person-appearance")!.GetAttribute("value"));
        Assert.Equal("7", browser.Page.QuerySelector("#digital-appearance")!.GetAttribute("value"));
        await using var db = Server.Database();
        Assert.Empty(await db.ImpressionSettings.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Two_who_change_the_same_touchpoint_do_not_overwrite_each_other()
    {
        var door = await HasTouchpointAsync("门口", "person");
        var change = new { names = new { zh = "大门" }, stage = "learn", channel = "person" };
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/moments/touchpoints/{door}", change, HttpStatusCode.OK, ("If-Match", "\"1\""));
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/moments/touchpoints/{door}", change, HttpStatusCode.PreconditionFailed, ("If-Match", "\"1\""));
    }

    [Fact]
    public async Task Who_serves_may_log_and_sees_no_figures_and_nobody_elses_moments()
    {
        var door = await HasTouchpointAsync("门口", "person");
        var other = await Server.HasColleagueAsync("李娜", Cancel);
        await LogAsync(door, new { seconds = 15, appearance = 5, behaviour = 5, communication = 5, agentId = other.Id, note = "别人的" });
        await using (var db = Server.Database())
            await db.LoggedMoments.ExecuteUpdateAsync(set => set.SetProperty(it => it.LoggedBy, "agent:other"), Cancel);

        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser();
        await browser.OpenAsync($"/insights/moments/touchpoints/{door}", Cancel);
        Assert.DoesNotContain("别人的", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector(".chart"));
        Assert.NotNull(browser.Page.QuerySelector("[name=seconds]"));
        await Client.PostAsync("/api/v1/moments/touchpoints", new { names = new { zh = "甲" } }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_touchpoints_moments_are_found_by_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var steps = QueryPlan.Of(db, TouchpointScores.Logged(db, TestServer.AgentId, DateTimeOffset.UnixEpoch, Server.Clock.GetUtcNow()).Take(10));
        Assert.Contains(steps, step => step.Contains("IX_logged_moments_TouchpointId_At_Id", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private const System.Text.Json.JsonValueKind JsonNull = System.Text.Json.JsonValueKind.Null;

    private async Task<string> HasTouchpointAsync(string name, string channel) =>
        (await Client.PostAsync("/api/v1/moments/touchpoints", new { names = new { zh = name, ja = "", en = "" }, stage = "learn", channel })).Text("id")!;

    private Task LogAsync(string touchpoint, object moment) => Client.PostAsync($"/api/v1/moments/touchpoints/{touchpoint}/moments", moment);

    private Task<System.Text.Json.JsonElement> ScoreAsync(string touchpoint) => Client.ReadAsync($"/api/v1/moments/touchpoints/{touchpoint}/score");
}
