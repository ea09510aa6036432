using System.Net;
using System.Text;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Conversations.DueTimes;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Calendars;

public sealed class CalendarPagesTests : DeskTest
{
    [Theory]
    [InlineData("en", "opens Thursday 09:00", "Calendars")]
    [InlineData("ja", "木曜日 09:00 から", "カレンダー")]
    [InlineData("zh-Hans", "星期四 09:00 上班", "日历")]
    public async Task The_list_says_whether_somebody_works_now(string language, string words, string title)
    {
        await Server.HasOfficeHoursAsync();
        Server.Clock.Advance(TimeSpan.FromHours(3)); // 20:00 in Shanghai
        using var browser = Server.Browser(language);

        await browser.OpenAsync("/settings/calendars", Cancel);

        Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        Assert.Contains(title, browser.TextsOf(".side a"));
    }

    [Fact]
    public async Task A_calendar_is_made_its_week_drawn_and_changed()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/calendars", Cancel);
        await browser.SubmitAsync("form.form", Cancel, ("Input.Name", "London"), ("Input.Zone", "Europe/London"));
        Assert.EndsWith("?done=added", browser.Led, StringComparison.Ordinal);
        Assert.Equal(10, browser.Page.QuerySelectorAll(".week-b i").Length); // two stretches on each of five days

        await browser.SubmitAsync("form.form", Cancel, ("Input.Name", "London"), ("Input.Zone", "Europe/London"), ("Input.Monday", "22:00-06:00"));
        Assert.Equal(["22:00-06:00", "–"], browser.TextsOf(".week-w").Take(2));
        Assert.Equal(2, browser.Page.QuerySelectorAll(".week-b i").Length); // the second half stands on Tuesday

        await browser.SubmitAsync("form.form", Cancel, ("Input.Name", "London"), ("Input.Zone", "Europe/London"), ("Input.Monday", "nine to five"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("must not overlap", browser.Page.QuerySelector("#monday-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_differ_are_added_and_removed()
    {
        var id = await Server.HasOfficeHoursAsync();
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/settings/calendars/{id}", Cancel);
        const string form = "form:has([name='Day.Date'])";

        await browser.SubmitAsync(form, Cancel, ("Day.Date", "2026-05-09"), ("Day.Name", "劳动节调休"), ("Day.Kind", "Monday"), ("Day.Hours", ""));
        await browser.SubmitAsync(form, Cancel, ("Day.Date", "2026-05-01"), ("Day.Name", "劳动节"), ("Day.Kind", "closed"), ("Day.Hours", ""));
        Assert.Equal([("劳动节", "休息"), ("劳动节调休", "按星期一上班")], browser.Page.QuerySelectorAll("tbody tr").Select(row => (row.Children[1].TextContent, row.Children[2].TextContent)));

        await browser.SubmitAsync("form:has([name='Forget'])", Cancel, ("Forget", "2026-05-01"));
        Assert.Single(browser.Page.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_file_is_looked_at_before_its_days_are_taken_over()
    {
        var id = await Server.HasOfficeHoursAsync(days: [new { date = "2026-10-01", name = "值班", hours = "10:00-12:00" }]);
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync($"/settings/calendars/{id}", Cancel);
        using var content = new MultipartFormDataContent();
        foreach (var field in browser.Page.QuerySelectorAll("form:has(#file) input[type=hidden]"))
            content.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261003\nSUMMARY:国庆节\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节（班）\nEND:VEVENT\nEND:VCALENDAR")), "file", "holidays.ics");

        using var answer = await browser.Client.PostAsync($"/settings/calendars/{id}", content, Cancel);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));
        var rows = page.QuerySelectorAll(".cal-take input");
        Assert.Equal([false, true, true], rows.Select(row => row.HasAttribute("checked")));

        await browser.SubmitAsync("form:has(#file)", Cancel, [("_handler", "take"), .. rows.Where(row => row.HasAttribute("checked")).Select(row => ("Take", row.GetAttribute("value")!))]);
        Assert.Equal(["10:00-12:00", "休息", "按星期一上班"], browser.Page.QuerySelectorAll("tbody tr").Select(row => row.Children[2].TextContent));
    }

    [Fact]
    public async Task Others_than_administrators_do_not_get_there()
    {
        Server.Role = AgentRole.Representative;
        using var browser = Server.Browser();

        await browser.OpenAsync("/settings/calendars", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        await browser.OpenAsync("/settings/service-levels", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }
}
