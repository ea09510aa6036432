using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Reports;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Webhooks;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reports;

public sealed class ReportTests : DeskTest
{
    private readonly MailCatcher _mail = new();

    private static readonly string[] NoReports =
    [
        """{"name":"","receivers":["0198c0de-0000-7000-8000-000000000001"]}""",
        """{"name":"A","receivers":[]}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-00000000000a"]}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-000000000001"],"zone":"Moon/Sea"}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-000000000001"],"rhythm":"weekly","day":8}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-000000000001"],"rhythm":"monthly","day":29}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-000000000001"],"minute":1440}""",
        """{"name":"A","receivers":["0198c0de-0000-7000-8000-000000000001"],"inboxId":"0198c0de-0000-7000-8000-00000000000a"}""",
        """{"name":"A","webhookUrl":"ftp://example.com/"}""",
        """{"name":"A","webhookUrl":"http://example.com/hook"}""",
        """{"name":"A","webhookUrl":"https://127.0.0.1/hook"}""",
        """{"name":"A","webhookUrl":"https://[::1]/hook"}""",
        """{"name":"A","webhookUrl":"https://localhost/hook"}""",
        """{"name":"A","webhookUrl":"https://user:word@example.com/hook"}""",
    ];

    public override ValueTask InitializeAsync()
    {
        Server.Settings["Mail:Host"] = "127.0.0.1";
        Server.Settings["Mail:Port"] = _mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Server.Settings["Mail:From"] = "ting@example.test";
        Server.Settings["Mail:Tls"] = "false";
        return base.InitializeAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _mail.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task At_its_time_each_receiver_gets_the_figures_in_their_own_language_with_a_file_and_the_next_time_is_set()
    {
        var english = await HasLeaderAsync("Ann Lee", "en");
        await Server.HasConversationAsync("我的包裹到哪里了？");
        Server.Clock.Advance(TimeSpan.FromDays(1));
        var plan = await HasPlanAsync(new { name = "每日数字", period = "sevenDays", rhythm = "daily", minute = 480, zone = "Asia/Shanghai", receivers = new[] { TestServer.AgentId, english } });
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(_mail.Letters); // it is not its time yet

        Server.Clock.Advance(TimeSpan.FromHours(24));
        await Server.RunJobsAsync(Cancel);

        var letters = _mail.Letters.Select(MailCatcher.Decoded).ToList();
        Assert.Equal(2, letters.Count);
        Assert.Contains(letters, letter => letter.Contains("修改或停止这份报告", StringComparison.Ordinal) && letter.Contains("<html lang=\"zh-Hans\">", StringComparison.Ordinal) && letter.Contains("text/csv", StringComparison.Ordinal));
        Assert.Contains(letters, letter => letter.Contains("Change or stop this report", StringComparison.Ordinal) && letter.Contains("<html lang=\"en\">", StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.Contains("Auto-Submitted: auto-generated", letter, StringComparison.Ordinal));

        var sent = (await Client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items();
        Assert.Equal(["sent", "sent"], sent.Select(it => it.Text("outcome")));
        var next = (await Client.ReadAsync("/api/v1/scheduled-reports")).GetProperty("reports")[0].GetProperty("nextAt").GetDateTimeOffset();
        Assert.True(next > Server.Clock.GetUtcNow());
        Assert.Equal(0, next.Hour); // 08:00 in Shanghai
        await using var db = Server.Database();
        Assert.Equal(1, await db.Jobs.CountAsync(it => it.Name == SendReport.Name, Cancel));
    }

    [Fact]
    public async Task A_busy_mail_server_is_asked_again_later_and_each_letter_arrives_once()
    {
        var plan = await HasPlanAsync(new { name = "A", receivers = new[] { TestServer.AgentId } });
        _mail.IsBusy = true;
        await Client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        var waiting = Assert.Single((await Client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items());
        Assert.Equal(("waiting", 1), (waiting.Text("outcome"), waiting.GetProperty("attempts").GetInt32()));
        Assert.NotEmpty(waiting.Text("problem")!);
        await Client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.Conflict);

        _mail.IsBusy = false;
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Server.RunJobsAsync(Cancel);
        await Server.RunJobsAsync(Cancel);
        Assert.Single(_mail.Letters);
        Assert.Equal("sent", Assert.Single((await Client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items()).Text("outcome"));
    }

    [Fact]
    public async Task After_the_last_attempt_it_has_failed_and_says_why()
    {
        var plan = await HasPlanAsync(new { name = "A", receivers = new[] { TestServer.AgentId } });
        _mail.IsBusy = true;
        await Client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        for (var attempt = 0; attempt < QueuedJob.MaxAttempts; attempt++)
        {
            await Server.RunJobsAsync(Cancel);
            Server.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        var failed = Assert.Single((await Client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items());
        Assert.Equal(("failed", QueuedJob.MaxAttempts), (failed.Text("outcome"), failed.GetProperty("attempts").GetInt32()));
        await using var db = Server.Database();
        Assert.False(await db.Jobs.AnyAsync(it => it.Name == DeliverReport.Name, Cancel));
    }

    [Fact]
    public async Task Who_leads_no_more_gets_nothing()
    {
        var leader = await HasLeaderAsync("Ann Lee", "en");
        var plan = await HasPlanAsync(new { name = "A", receivers = new[] { leader } });
        await using (var db = Server.Database())
        {
            var agent = await db.Agents.SingleAsync(it => it.Id == leader, Cancel);
            agent.Change(agent.Name, AgentRole.Representative, "en", null);
            await db.SaveChangesAsync(Cancel);
        }

        await Client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(_mail.Letters);
        Assert.Equal("report.may_not_receive", Assert.Single((await Client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items()).Text("problem"));

        var colleague = await Server.HasColleagueAsync("李娜", Cancel);
        await Client.PostAsync("/api/v1/scheduled-reports", new { name = "A", receivers = new[] { colleague.Id } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_webhook_gets_the_figures_signed_and_its_refusals_are_final()
    {
        var taken = new List<(string Body, string Signature, string Timestamp)>();
        var answer = 200;
        await using var house = WebApplication.CreateSlimBuilder().Build();
        house.Urls.Add("http://127.0.0.1:0");
        house.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            taken.Add((await reader.ReadToEndAsync(request.HttpContext.RequestAborted), request.Headers[WebhookSender.SignatureHeader].ToString(), request.Headers[WebhookSender.TimestampHeader].ToString()));
            return Results.StatusCode(answer);
        });
        await house.StartAsync(Cancel);
        using var server = new TestServer();
        server.Settings["Webhooks:AllowPrivate"] = "true";
        await server.HasDeskAsync(Cancel);
        using var client = server.Client();
        var plan = (await client.PostAsync("/api/v1/scheduled-reports", new { name = "A", webhookUrl = $"{house.Urls.First()}/hook" })).Text("id");

        await client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await server.RunJobsAsync(Cancel);
        var (body, signature, timestamp) = Assert.Single(taken);
        using var page = server.Browser();
        await page.OpenAsync($"/insights/reports/{plan}", Cancel);
        var secret = page.Page.QuerySelector("#secret")!.GetAttribute("value")!;
        Assert.Equal(WebhookSender.Sign(secret, timestamp, body), signature);
        Assert.Equal("report", JsonDocument.Parse(body).RootElement.Text("type"));
        await using (var db = server.Database())
            Assert.DoesNotContain(secret, (await db.ReportPlans.SingleAsync(Cancel)).Secret, StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        answer = 503; // away: again later
        await client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await server.RunJobsAsync(Cancel);
        answer = 410; // gone: never again
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.RunJobsAsync(Cancel);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        await server.RunJobsAsync(Cancel);
        Assert.Equal(3, taken.Count);

        // The keys that its key was sealed with are gone: nothing goes out that anybody could have signed.
        await using (var db = server.Database())
            await db.ReportPlans.ExecuteUpdateAsync(set => set.SetProperty(it => it.Secret, "of another house"), Cancel);
        answer = 200;
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await server.RunJobsAsync(Cancel);
        Assert.Equal(3, taken.Count);
        Assert.Equal("report.no_secret", (await client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items().MaxBy(it => it.Text("plannedFor"))!.Text("problem"));
        await client.SendAsync(HttpMethod.Put, $"/api/v1/scheduled-reports/{plan}", new { name = "A", webhookUrl = $"{house.Urls.First()}/hook" }, HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.OK);
        await server.RunJobsAsync(Cancel);
        Assert.Equal(4, taken.Count);
        Assert.Equal(["failed", "failed", "sent", "sent"], (await client.ReadAsync($"/api/v1/scheduled-reports/{plan}/sent")).Items().Select(it => it.Text("outcome")).Order());
    }

    [Fact]
    public async Task A_name_that_leads_into_our_own_network_is_not_called()
    {
        using var sender = new WebhookSender(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), Server.Clock);
        // A name that resolves to this very machine, and is no address that one could see through.
        var own = Dns.GetHostName();
        if ((await Dns.GetHostAddressesAsync(own, Cancel)).All(address => !PublicAddress.Is(address)))
            Assert.Equal("webhook.private", (await Assert.ThrowsAsync<WebhookRefusedException>(() => sender.SendAsync($"https://{own}:9/hook", "s", "d", "{}", Cancel))).Message);
        Assert.Equal("webhook.private", sender.Problem("https://localhost/hook"));
        Assert.Equal("webhook.private", sender.Problem("https://169.254.169.254/latest"));
        Assert.Null(sender.Problem("https://example.com/hook"));
    }

    [Fact]
    public async Task What_is_no_report_is_refused_and_only_those_who_may_export_write_one()
    {
        foreach (var body in NoReports)
            await Client.PostAsync("/api/v1/scheduled-reports", body, HttpStatusCode.BadRequest);
        var plan = await HasPlanAsync(new { name = "A", receivers = new[] { TestServer.AgentId } });
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/scheduled-reports/{plan}", new { name = "B", receivers = new[] { TestServer.AgentId } }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"9\""));
        Server.Role = AgentRole.Trainer;
        await Client.PostAsync("/api/v1/scheduled-reports", new { name = "A", receivers = new[] { TestServer.AgentId } }, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Administrator;
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/scheduled-reports/{plan}", null, HttpStatusCode.NoContent);
        Server.Clock.Advance(TimeSpan.FromDays(8));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty(_mail.Letters);
    }

    [Fact]
    public async Task The_page_begins_with_what_the_insights_showed_keeps_what_was_typed_and_lists_what_was_sent()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/reports/new?period=30d", Cancel);
        Assert.Equal("ThirtyDays", browser.Page.QuerySelector("#period option[selected]")!.GetAttribute("value"));
        (string, string)[] typed = [("name", "Mine"), ("period", "SevenDays"), ("inbox", ""), ("team", ""), ("agent", ""), ("rhythm", "Weekly"), ("weekday", "5"), ("monthday", "1"), ("time", "07:45"), ("zone", "Asia/Tokyo"), ("active", "true")];
        await browser.SubmitAsync("form:has(#rhythm)", Cancel, [.. typed, ("webhook", "https://10.0.0.1/")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("Mine", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("07:45", browser.Page.QuerySelector("#time")!.GetAttribute("value"));
        Assert.NotEmpty(browser.Page.QuerySelector("#webhook-error")!.TextContent);

        await browser.SubmitAsync("form:has(#rhythm)", Cancel, [.. typed, ("webhook", ""), ("receiver", TestServer.AgentId.ToString())]);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.SubmitAsync("form:has(button .i-send)", Cancel);
        await Server.RunJobsAsync(Cancel);
        await browser.OpenAsync("/insights/reports", Cancel);
        Assert.Equal("Friday at 07:45 (Asia/Tokyo)", browser.TextsOf("tbody td")[1]);
        Assert.Contains("Sent", browser.Text, StringComparison.Ordinal);
        Assert.Single(_mail.Letters);
        await using var db = Server.Database();
        Assert.Equal(new TimeOnly(22, 45), TimeOnly.FromDateTime((await db.ReportPlans.SingleAsync(Cancel)).NextAt.UtcDateTime)); // 07:45 in Tokyo
    }

    [Fact]
    public async Task What_was_sent_of_one_report_is_found_by_an_index()
    {
        if (TestDatabase.IsPostgres)
            return;
        await using var db = Server.Database();
        var steps = QueryPlan.Of(db, db.SentReports.Where(it => it.PlanId == TestServer.AgentId).OrderByDescending(it => it.Id).Take(10));
        Assert.Contains(steps, step => step.Contains("IX_sent_reports_PlanId_Id", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private async Task<string> HasPlanAsync(object plan) => (await Client.PostAsync("/api/v1/scheduled-reports", plan)).Text("id")!;

    private async Task<Guid> HasLeaderAsync(string name, string language)
    {
        var agent = new Agent(name, $"{Guid.CreateVersion7():N}@example.test", AgentRole.Manager, language, Server.Clock.GetUtcNow());
        agent.NormalizedEmail = agent.NormalizedUserName = agent.Email!.ToUpperInvariant();
        await using var db = Server.Database();
        db.Agents.Add(agent);
        await db.SaveChangesAsync(Cancel);
        return agent.Id;
    }
}
