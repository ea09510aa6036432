using System.Net;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Cases;

[Trait("req", "CONF-01")]
public sealed class ComplaintStepsTests : DeskTest
{
    [Fact]
    public async Task The_next_step_is_always_said_until_all_six_have_a_record()
    {
        var id = await ComplaintAsync();
        var cause = await Client.HasCauseAsync();
        var said = new List<string?>();
        foreach (var step in CaseDesk.Steps)
        {
            said.Add((await Client.ReadAsync($"/api/v1/cases/{id}")).Text("nextStep"));
            await Client.StepAsync(id, step, cause);
        }

        var details = await Client.ReadAsync($"/api/v1/cases/{id}");
        Assert.Equal(CaseDesk.Steps, said);
        Assert.Null(details.Text("nextStep"));
        Assert.Equal("working", details.CaseText("state"));
        Assert.Equal(cause.ToString(), details.CaseText("causeId"));
        Assert.Equal(CaseDesk.Steps, details.GetProperty("entries").EnumerateArray().Select(it => it.Text("kind")));
        Assert.All(details.GetProperty("entries").EnumerateArray(), it => Assert.Equal($"agent:{TestServer.AgentId}", it.Text("actor")));
    }

    [Theory]
    [InlineData("calm")]
    [InlineData("sort")]
    [InlineData("agree")]
    [InlineData("learn")]
    [Trait("req", "PROB-01")]
    public async Task A_solution_does_not_come_before_the_customer_was_heard(string step)
    {
        var id = await ComplaintAsync();

        var problem = await Client.StepAsync(id, step, expected: HttpStatusCode.Conflict);

        Assert.Equal("case.step_order", problem.Text("title"));
    }

    [Theory]
    [InlineData("listen", "case.wish")]
    [InlineData("calm", "case.feeling")]
    [InlineData("agree", "case.choices")]
    [InlineData("followUp", "case.cause")]
    [Trait("req", "PROB-02")]
    public async Task Each_step_asks_for_what_it_is_about(string step, string code)
    {
        var id = await ComplaintAsync();
        var cause = await Client.HasCauseAsync();
        await Client.WalkAsync(id, cause, [.. CaseDesk.Steps.TakeWhile(it => it != step)]);

        var problem = await Client.PostAsync($"/api/v1/cases/{id}/entries", new { kind = step, said = "只说了一半" }, HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("title"));
    }

    [Fact]
    public async Task A_complaint_is_not_closed_before_its_steps_unless_somebody_says_why()
    {
        var id = await ComplaintAsync();
        await Client.StepAsync(id, "listen");

        var problem = await Client.CloseAsync(id, expected: HttpStatusCode.Conflict);
        await Client.CloseAsync(id, skipWhy: "当场说好,顾客急着出门");

        var entries = (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal("case.steps_missing", problem.Text("title"));
        Assert.Contains("why they are left out", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(CaseDesk.Steps.Skip(1), entries.Where(it => it.GetProperty("skipped").GetBoolean()).Select(it => it.Text("kind")));
        Assert.All(entries.Where(it => it.GetProperty("skipped").GetBoolean()), it => Assert.Equal("当场说好,顾客急着出门", it.Text("said")));
    }

    [Fact]
    public async Task A_step_that_is_left_out_says_why()
    {
        var id = await ComplaintAsync();

        var problem = await Client.PostAsync($"/api/v1/cases/{id}/entries", new { kind = "listen", said = "   ", skip = true }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/cases/{id}/entries", new { kind = "listen", said = "同事已经听过", skip = true });

        Assert.Contains(problem.Text("title"), new[] { "case.skip_why", "request.invalid" });
        Assert.Equal("calm", (await Client.ReadAsync($"/api/v1/cases/{id}")).Text("nextStep"));
    }

    [Fact]
    public async Task What_was_agreed_until_when_becomes_the_deadline()
    {
        var id = await ComplaintAsync();
        await Client.WalkAsync(id, default, "listen", "calm", "sort");
        var until = Server.Clock.GetUtcNow().AddDays(3);

        await Client.PostAsync($"/api/v1/cases/{id}/entries", new { kind = "agree", said = "换新", more = "换新,或退款", until });

        Assert.Equal(until, (await Client.ReadAsync($"/api/v1/cases/{id}")).GetProperty("case").GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Opened_again_it_walks_the_steps_anew_and_keeps_what_was_said()
    {
        var id = await ComplaintAsync();
        await Client.WalkAsync(id, await Client.HasCauseAsync(), CaseDesk.Steps);
        await Client.CloseAsync(id);

        await Client.PostAsync($"/api/v1/cases/{id}/reopen", new { reason = "又漏了" }, HttpStatusCode.OK);

        var details = await Client.ReadAsync($"/api/v1/cases/{id}");
        Assert.Equal(("listen", 2), (details.Text("nextStep"), details.GetProperty("case").GetProperty("round").GetInt32()));
        Assert.Equal(8, details.GetProperty("entries").GetArrayLength());
        Assert.Equal("case.steps_missing", (await Client.CloseAsync(id, expected: HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact, Trait("req", "CONF-02")]
    public async Task A_major_dispute_is_negotiated_and_every_round_written_down()
    {
        var id = await ComplaintAsync();
        var round = new { kind = "negotiation", said = "顾客要退一赔三,我们先退款", more = "顾客、陈静" };
        var problem = await Client.PostAsync($"/api/v1/cases/{id}/entries", round, HttpStatusCode.Conflict);

        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/cases/{id}", new { course = "negotiated" }, HttpStatusCode.OK);
        await Client.PostAsync($"/api/v1/cases/{id}/entries", round);
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);

        Assert.Equal("case.not_negotiated", problem.Text("title"));
        Assert.Contains("顾客、陈静", Assert.Single(browser.TextsOf("#negotiation .case-log li")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_page_a_refused_step_keeps_the_words_and_a_recorded_one_shows_the_next()
    {
        await ComplaintAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);

        await browser.SubmitAsync("#steps form", Cancel, ("said", "她说等了三天"), ("more", ""));
        var (status, kept) = (browser.Status, browser.Page.QuerySelector("#step-said")!.TextContent);
        await browser.SubmitAsync("#steps form", Cancel, ("said", "她说等了三天"), ("more", "周六前送到"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "她说等了三天"), (status, kept.Trim()));
        Assert.Equal("/cases/1#steps", browser.Led);
        Assert.Contains("Calm the feeling", browser.Page.QuerySelector(".cstep.next")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("她说等了三天", browser.Page.QuerySelector(".cstep.done")!.TextContent, StringComparison.Ordinal);
    }

    [Fact, Trait("req", "TRAP-06")]
    public async Task While_listening_nobody_is_told_who_is_right_and_before_the_decision_advice_is_given()
    {
        var id = await ComplaintAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/cases/1", Cancel);
        var listening = browser.Page.QuerySelector(".step-hint")!.TextContent;
        await Client.WalkAsync(id, default, "listen", "calm", "sort");
        await browser.OpenAsync("/cases/1", Cancel);

        Assert.Contains("Never argue about who is right", listening, StringComparison.Ordinal);
        Assert.Contains("advise honestly, and let the customer decide", browser.Page.QuerySelector(".step-hint")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_complaint_walks_them_and_a_closed_one_walks_no_further()
    {
        var (conversation, _) = await Server.HasConversationAsync();
        var request = await Client.OpenCaseAsync(conversation, "request");
        var complaint = await Client.OpenCaseAsync(conversation);
        await Client.CloseAsync(complaint, skipWhy: "重复登记");

        Assert.Equal("case.no_steps", (await Client.StepAsync(request, "listen", expected: HttpStatusCode.Conflict)).Text("title"));
        Assert.Equal("case.closed", (await Client.StepAsync(complaint, "listen", expected: HttpStatusCode.Conflict)).Text("title"));
        await Client.PostAsync($"/api/v1/cases/{complaint}/entries", new { kind = "note", said = "之后又来电致谢" });
        await Client.PostAsync($"/api/v1/cases/{request}/entries", new { kind = "closing", said = "偷偷关" }, HttpStatusCode.BadRequest);
        await Client.PostAsync($"/api/v1/cases/{request}/entries", new { kind = 99, said = "?" }, HttpStatusCode.BadRequest);
    }

    private async Task<Guid> ComplaintAsync()
    {
        var (conversation, _) = await Server.HasConversationAsync("净饮机又漏水了,等了三天没人来");
        return await Client.OpenCaseAsync(conversation);
    }
}
