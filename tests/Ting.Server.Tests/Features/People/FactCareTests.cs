using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.People;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.People;

public sealed class FactCareTests : DeskTest
{
    [Fact]
    [Trait("req", "CRM-02")]
    [Trait("req", "CRM-04")]
    public void Every_fact_lies_in_one_group_and_one_of_four_archives()
    {
        Assert.Equal(AddFact.Attributes.Count, AddFact.Attributes.Distinct().Count());
        Assert.All(AddFact.Attributes, attribute => Assert.Contains(attribute, FactGroup.Of(attribute).Attributes));
        Assert.Equal(FactGroup.All.Sum(group => group.Attributes.Count), FactGroup.All.SelectMany(group => group.Attributes).Distinct().Count());
        Assert.Equal(FactGroup.Archives, FactGroup.All.Select(group => group.Archive).Distinct());
        Assert.Equal(6, FactGroup.All.Count(group => group.IsPortrait));
    }

    [Fact]
    [Trait("req", "TRAP-09")]
    public async Task Private_things_are_kept_only_when_told_for_a_purpose_and_not_for_ever()
    {
        var person = (await Server.HasConversationAsync("你好")).PersonId;

        var guessed = await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "pet", value = "a cat", source = "heart" }, HttpStatusCode.BadRequest);
        var aimless = await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "pet", value = "a cat", source = "ear", purpose = "curiosity" }, HttpStatusCode.BadRequest);
        var told = await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "pet", value = "a cat", source = "ear", quote = "my cat", purpose = "greeting" });

        Assert.Equal(("fact.not_volunteered", "form.choice"), (guessed.Text("title"), aimless.Text("title")));
        Assert.Equal(("greeting", "favourites", "social"), (told.Text("purpose"), told.Text("group"), told.Text("archive")));
        Assert.Equal(Server.Clock.GetUtcNow().AddMonths(FactGroup.PrivateMonths), told.GetProperty("expiresAt").GetDateTimeOffset());

        Server.Clock.Advance(TimeSpan.FromDays(740));
        await Server.RunJobsAsync(Cancel);
        Assert.Empty((await Client.ReadAsync($"/api/v1/people/{person}/facts")).Items());
    }

    [Fact]
    [Trait("req", "TRAP-09")]
    public async Task A_fact_goes_on_its_day_and_one_without_a_day_stays()
    {
        var person = (await Server.HasConversationAsync("你好")).PersonId;
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "delivery.like", value = "after seven", expiresAt = Server.Clock.GetUtcNow().AddDays(3) });
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "allergy", value = "peanuts" });

        Server.Clock.Advance(TimeSpan.FromDays(4));
        await Server.RunJobsAsync(Cancel);

        Assert.Equal(["peanuts"], (await Client.ReadAsync($"/api/v1/people/{person}/facts")).Items().Select(fact => fact.Text("value")));
    }

    [Fact]
    [Trait("req", "CRM-05")]
    public async Task Old_facts_wait_to_be_confirmed_changed_or_removed()
    {
        var person = (await Server.HasConversationAsync("你好", name: "林婉清")).PersonId;
        foreach (var (attribute, value) in new[] { ("plan.near", "学潜水"), ("occupation", "老师"), ("colour.like", "紫色") })
        {
            await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute, value, source = "ear", expiresAt = Server.Clock.GetUtcNow().AddYears(9) });
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty((await Client.ReadAsync("/api/v1/facts/review")).Items());

        Server.Clock.Advance(TimeSpan.FromDays(190));
        Assert.Equal(["学潜水"], await WaitingAsync()); // plans grow old soonest
        Server.Clock.Advance(TimeSpan.FromDays(190));
        var old = (await Client.ReadAsync("/api/v1/facts/review")).Items();
        Assert.Equal(["学潜水", "老师", "紫色"], old.Select(it => it.GetProperty("fact").Text("value")));
        await DecideAsync(old[0], new { decision = "remove" });
        await DecideAsync(old[1], new { decision = "change", value = "校长" });
        await DecideAsync(old[2], new { decision = "confirm" });

        Assert.Empty(await WaitingAsync());
        Assert.Equal(["校长", "紫色"], (await Client.ReadAsync($"/api/v1/people/{person}/facts")).Items().Select(fact => fact.Text("value")));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(old[1], new { decision = "change", value = "" }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(old[0], new { decision = "confirm" }));
    }

    [Fact]
    public async Task The_review_is_done_on_its_page()
    {
        var person = (await Server.HasConversationAsync("你好", name: "林婉清")).PersonId;
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "occupation", value = "老师" });
        Server.Clock.Advance(TimeSpan.FromDays(400));
        using var browser = Server.Browser("zh-Hans");
        await browser.OpenAsync("/people/review", Cancel);
        Assert.Contains("老师", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync("form:has(input[name=Value])", Cancel, ("Value", "校长"));

        Assert.Contains("没有过期的信息", browser.Text, StringComparison.Ordinal);
        Assert.Equal("校长", (await Client.ReadAsync($"/api/v1/people/{person}/facts")).Items().Single().Text("value"));
    }

    [Fact]
    [Trait("req", "CRM-05")]
    public async Task How_often_a_fact_was_shown_is_counted()
    {
        var person = (await Server.HasConversationAsync("你好")).PersonId;
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "occupation", value = "老师" });
        using var browser = Server.Browser();

        await browser.OpenAsync($"/people/{person}", Cancel);
        await browser.OpenAsync($"/people/{person}", Cancel);
        await Server.Services.GetRequiredService<FactUse>().WriteAsync(Cancel);

        await using var db = Server.Database();
        Assert.Equal(2, (await db.Facts.SingleAsync(fact => fact.Attribute == "occupation", Cancel)).ShownCount);
    }

    [Fact]
    [Trait("req", "CRM-05")]
    [Trait("req", "PERS-01")]
    public async Task A_picture_says_how_whole_it_is_and_what_is_missing()
    {
        var person = (await Client.PostAsync("/api/v1/people", new { name = "林婉清", language = "zh-Hans" })).Text("id");
        using var browser = Server.Browser();
        await browser.OpenAsync($"/people/{person}", Cancel);
        Assert.Contains("2 of 10 known · missing: a way to reach them, a proven contact, preferences", browser.Text, StringComparison.Ordinal);

        await Client.PostAsync($"/api/v1/people/{person}/identities", new { kind = "email", value = "lin@example.test", verified = true });
        await Client.PostAsync($"/api/v1/people/{person}/facts", new { attribute = "colour.like", value = "紫色" });
        await browser.OpenAsync($"/people/{person}", Cancel);

        Assert.Contains("5 of 10 known · missing: work, background, plans", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "CRM-07")]
    [Trait("req", "CRM-09")]
    [Trait("req", "NEED-16")]
    public async Task Who_waits_for_an_answer_is_not_greeted()
    {
        var (waiting, silent) = ((await Server.HasConversationAsync("我的订单呢?", name: "林婉清")).PersonId, (await Server.HasConversationAsync("谢谢", name: "陈立")));
        await Server.AnswerAsync(silent.Id, "不客气", Cancel);
        var day = Server.Clock.GetUtcNow().AddDays(3);
        foreach (var person in new[] { waiting, silent.PersonId })
            await Client.PostAsync($"/api/v1/people/{person}/dates", new { kind = "birthday", label = "", year = 1990, month = day.Month, day = day.Day });

        var items = (await Client.ReadAsync("/api/v1/people/calendar")).Items();
        Assert.Equal(2, items.Count);
        Assert.Equal(JsonValueKind.Object, items.Single(it => it.Text("person") == "林婉清").GetProperty("waiting").ValueKind);
        Assert.Equal(JsonValueKind.Null, items.Single(it => it.Text("person") == "陈立").GetProperty("waiting").ValueKind);

        using var browser = Server.Browser();
        await browser.OpenAsync("/people/calendar", Cancel);
        Assert.Contains("Not now: has waited", browser.Text, StringComparison.Ordinal);
        Assert.Single(browser.Page.QuerySelectorAll("a[href*='/conversations/new']"));
    }

    [Theory]
    [InlineData("2026-12-20", 12, 31, true)]
    [InlineData("2026-12-20", 1, 5, true)] // over the end of the year
    [InlineData("2026-12-20", 2, 5, false)]
    [InlineData("2026-02-10", 2, 29, true)] // kept on the 28th
    public async Task Days_of_the_coming_month_are_shown(string today, int month, int day, bool isShown)
    {
        var person = (await Server.HasConversationAsync("你好")).PersonId;
        await Client.PostAsync($"/api/v1/people/{person}/dates", new { kind = "birthday", label = "", month, day });
        Server.Clock.Advance(DateTimeOffset.Parse($"{today}T02:00:00Z", System.Globalization.CultureInfo.InvariantCulture) - Server.Clock.GetUtcNow());

        Assert.Equal(isShown ? 1 : 0, (await Client.ReadAsync("/api/v1/people/calendar")).Items().Count);
    }

    private async Task<IEnumerable<string?>> WaitingAsync() => (await Client.ReadAsync("/api/v1/facts/review")).Items().Select(it => it.GetProperty("fact").Text("value"));

    private Task<JsonElement> DecideAsync(JsonElement row, object decision) =>
        Client.PostAsync($"/api/v1/facts/{row.GetProperty("fact").Text("id")}/review", decision, HttpStatusCode.NoContent);

    private async Task<HttpStatusCode> StatusOfAsync(JsonElement row, object decision)
    {
        using var response = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(Client, $"/api/v1/facts/{row.GetProperty("fact").Text("id")}/review", decision, Cancel);
        return response.StatusCode;
    }
}
