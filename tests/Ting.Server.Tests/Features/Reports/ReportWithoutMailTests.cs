using System.Net;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reports;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Reports;

/// <summary>Nobody has set up a mail server, as in the demo.</summary>
public sealed class ReportWithoutMailTests : DeskTest
{
    [Fact]
    public async Task A_report_waits_instead_of_failing_says_so_and_its_figures_can_be_fetched()
    {
        await Server.HasConversationAsync("我的包裹到哪里了？");
        var plan = (await Client.PostAsync("/api/v1/scheduled-reports", new { name = "每日数字", period = "sevenDays", rhythm = "daily", minute = 480, zone = "UTC", receivers = new[] { TestServer.AgentId } })).Text("id")!;
        Server.Clock.Advance(TimeSpan.FromDays(2));
        await Server.RunJobsAsync(Cancel);

        await using var db = Server.Database();
        Assert.Equal(0, await db.SentReports.CountAsync(Cancel));
        Assert.True((await db.ReportPlans.AsNoTracking().SingleAsync(Cancel)).NextAt > Server.Clock.GetUtcNow()); // it goes on by itself once a server is set up
        await Client.PostAsync($"/api/v1/scheduled-reports/{plan}/send", null, HttpStatusCode.Conflict);

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/reports", Cancel);
        Assert.Contains("Waits for a mail server", browser.Text, StringComparison.Ordinal);
        Assert.Contains("No mail server is set up", browser.Text, StringComparison.Ordinal);
        using var file = await Client.GetAsync($"/insights/reports/{plan}/figures.csv", Cancel);
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Conversations begun,,1", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
