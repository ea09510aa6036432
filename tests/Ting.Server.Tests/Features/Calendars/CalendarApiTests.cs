using System.Net;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Calendars;

public sealed class CalendarApiTests : DeskTest
{
    [Fact]
    public async Task A_calendar_says_whether_somebody_works_and_when_again()
    {
        var made = await Client.PostAsync("/api/v1/calendars", new { name = "東京", zone = "Asia/Tokyo", week = new { wednesday = "9:00-18:00", thursday = "10:00-18:00" }, days = new[] { new { date = "2026-04-02", name = "棚卸し", hours = "13:00-15:00" } } });

        // 18:00 in Tokyo on a Wednesday: closed since this moment
        Assert.False(made.GetProperty("open").GetBoolean());
        Assert.Equal("2026-04-02T04:00:00+00:00", made.Text("nextOpenAt"));
        Assert.Equal(("09:00-18:00", "", "13:00-15:00"), (made.GetProperty("week").Text("wednesday"), made.GetProperty("week").Text("monday"), made.GetProperty("days")[0].Text("hours")));
        Assert.Single((await Client.ReadAsync("/api/v1/calendars")).Items());
    }

    [Fact]
    public async Task A_make_up_day_is_worked_like_its_weekday()
    {
        var made = await Client.PostAsync("/api/v1/calendars", new { name = "上海", zone = "Asia/Shanghai", week = new { monday = "08:00-20:00" }, days = new[] { new { date = "2026-04-01", name = "调休", like = "monday" } } });

        Assert.Equal((true, "2026-04-01T12:00:00+00:00"), (made.GetProperty("open").GetBoolean(), made.Text("closesAt")));
    }

    [Theory]
    [InlineData("""{"name":""}""", "form.required")]
    [InlineData("""{"name":"x","zone":"Mars/Olympus"}""", "calendar.zone")]
    [InlineData("""{"name":"x","week":{"monday":"9 to 5"}}""", "calendar.hours")]
    [InlineData("""{"name":"x","week":{"monday":"09:00-12:00,11:00-13:00"}}""", "calendar.hours")]
    [InlineData("""{"name":"x","days":[{"date":"2026-04-01","hours":"25:00-26:00"}]}""", "calendar.hours")]
    [InlineData("""{"name":"x","days":[{"date":"1066-04-01"}]}""", "calendar.day_date")]
    public async Task What_makes_no_sense_is_refused(string body, string code) =>
        Assert.Equal(code, (await Client.PostAsync("/api/v1/calendars", body, HttpStatusCode.BadRequest)).Text("title"));

    [Fact]
    public async Task Two_who_change_it_at_once_do_not_overwrite_each_other()
    {
        var id = (await Client.PostAsync("/api/v1/calendars", new { name = "x", zone = "UTC" })).Text("id");
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/calendars/{id}", new { name = "y" }, HttpStatusCode.OK, ("If-Match", "\"1\""));

        var late = await Client.SendAsync(HttpMethod.Patch, $"/api/v1/calendars/{id}", new { name = "z" }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"1\""));

        Assert.Equal("calendar.changed_meanwhile", late.Text("title"));
    }

    [Fact]
    public async Task Holidays_are_taken_over_once_and_days_that_stand_stay()
    {
        var id = (await Client.PostAsync("/api/v1/calendars", new { name = "x", zone = "UTC", days = new[] { new { date = "2026-12-25", name = "half a day", hours = "09:00-12:00" } } })).Text("id");
        const string text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas\nEND:VEVENT\nEND:VCALENDAR";

        var trial = await Client.PostAsync($"/api/v1/calendars/{id}/holidays", new { text, dryRun = true }, HttpStatusCode.OK);
        Assert.Single((await Client.ReadAsync($"/api/v1/calendars/{id}")).GetProperty("days").EnumerateArray());
        var first = await Client.PostAsync($"/api/v1/calendars/{id}/holidays", new { text }, HttpStatusCode.OK);
        var second = await Client.PostAsync($"/api/v1/calendars/{id}/holidays", new { text }, HttpStatusCode.OK);

        Assert.Equal([(1, 1), (1, 1), (0, 2)], new[] { trial, first, second }.Select(it => (it.GetProperty("added").GetInt32(), it.GetProperty("kept").GetInt32())));
        Assert.Equal(["half a day", "Christmas"], (await Client.ReadAsync($"/api/v1/calendars/{id}")).GetProperty("days").EnumerateArray().Select(day => day.Text("name")!));
        Assert.Equal("calendar.not_a_calendar", (await Client.PostAsync($"/api/v1/calendars/{id}/holidays", new { text = "hello" }, HttpStatusCode.BadRequest)).Text("title"));
    }

    [Fact]
    public async Task One_that_is_in_use_is_not_removed()
    {
        var id = (await Client.PostAsync("/api/v1/calendars", new { name = "x", zone = "UTC" })).Text("id");
        var inbox = (await Client.ReadAsync("/api/v1/inboxes")).Items()[0].Text("id");
        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/inboxes/{inbox}", new { calendarId = id }, HttpStatusCode.OK);
        Assert.Equal("calendar.in_use", (await Client.SendAsync(HttpMethod.Delete, $"/api/v1/calendars/{id}", null, HttpStatusCode.Conflict)).Text("title"));

        await Client.SendAsync(HttpMethod.Patch, $"/api/v1/inboxes/{inbox}", new { calendarId = "" }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Delete, $"/api/v1/calendars/{id}", null, HttpStatusCode.NoContent);
        await Client.SendAsync(HttpMethod.Get, $"/api/v1/calendars/{id}", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_administrators_change_hours_and_promises()
    {
        Server.Role = AgentRole.Manager;

        await Client.PostAsync("/api/v1/calendars", new { name = "x" }, HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/service-levels", new { name = "x" }, HttpStatusCode.Forbidden);
        Assert.Empty((await Client.ReadAsync("/api/v1/calendars")).Items());
    }
}
