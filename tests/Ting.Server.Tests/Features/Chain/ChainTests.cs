using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Chain;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Surveys;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Surveys;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Chain;

[Trait("req", "SPC-01")]
public sealed class ChainTests : DeskTest
{
    private static readonly double[] Support = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3];

    [Fact]
    public async Task What_follows_two_weeks_later_is_found_with_n_and_interval_and_said_to_prove_nothing()
    {
        await EnteredAsync("internalQuality", Support);
        await EnteredAsync("employeeSatisfaction", [4, 4, .. Support.SkipLast(2).Select((value, at) => value + (at % 3) * 0.2)]);
        await EnteredOnlyAsync();

        var chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=26");
        var pair = chain.GetProperty("pairs")[0];
        var best = pair.GetProperty("best");
        Assert.Equal((2, 24), (best.GetProperty("lag").GetInt32(), best.GetProperty("pairs").GetInt32()));
        Assert.InRange(best.GetProperty("r").GetDouble(), 0.98, 0.9999);
        Assert.True(best.GetProperty("low").GetDouble() > 0.9 && best.GetProperty("high").GetDouble() < 1);
        Assert.True(pair.GetProperty("isClear").GetBoolean() && pair.GetProperty("isAsExpected").GetBoolean());
        Assert.Equal([0, 1, 2, 4, 8], pair.GetProperty("lags").EnumerateArray().Select(it => it.GetProperty("lag").GetInt32()));
        Assert.Equal(23, pair.GetProperty("ofChanges").GetProperty("pairs").GetInt32());
        Assert.Equal(JsonValueKind.Null, chain.GetProperty("pairs")[1].GetProperty("best").ValueKind); // nothing is entered for the third

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/chain?step=Week&count=26", Cancel);
        Assert.Equal(7, browser.Page.QuerySelectorAll("ol.chain > li").Length);
        Assert.Single(browser.Page.QuerySelectorAll(".chain-k.chain-clear"));
        var rows = browser.TextsOf(".chain-t tbody tr");
        Assert.Equal(6, rows.Count);
        Assert.Contains("2 weeks later", rows[0], StringComparison.Ordinal);
        Assert.Contains("Better “Service within” goes with better “Employees’ satisfaction”", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("trend", rows[0], StringComparison.Ordinal);
        Assert.Contains("Not enough periods: 0 were measured in both, 8 are needed.", rows[1], StringComparison.Ordinal);
        Assert.Contains("no proof that one causes the other", browser.Text, StringComparison.Ordinal);
        Assert.Equal(26, browser.Page.QuerySelectorAll(".chart-d tbody tr").Length);

        using var file = await Client.GetAsync("/insights/chain.csv?step=Week&count=26", Cancel);
        var csv = await file.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(1 + 7 * 26 + 6 * 5, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Service within → Employees’ satisfaction,Correlation r,2 weeks later,0.9", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_common_trend_is_named_where_the_changes_do_not_go_together()
    {
        await EnteredAsync("internalQuality", [.. Enumerable.Range(0, 26).Select(at => at + (at % 2) * 0.5)]);
        await EnteredAsync("employeeSatisfaction", [.. Enumerable.Range(0, 26).Select(at => 2.0 * at + (at * 7 % 5) * 0.3)]);
        await EnteredOnlyAsync();
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/chain", Cancel);
        Assert.Contains("both may merely follow the same trend", browser.TextsOf(".chain-t tbody tr")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_lower_is_better_the_chain_expects_the_opposite()
    {
        var periods = ChainPeriods.Last(ChainStep.Week, 26, TimeZoneInfo.Utc, Server.Clock.GetUtcNow());
        ChainSeries Of(ChainLink link, ChainSource source, Func<double, double> turn) => new(link, source, null, [.. periods.Zip(Support, (period, value) => new ChainPoint(period, turn(value), 9))]);
        var loyal = Of(ChainLink.EmployeeLoyalty, ChainSource.EmployeeLoyalty, value => value);

        var fewer = ChainPair.Of(loyal, Of(ChainLink.Productivity, ChainSource.MessagesPerResolution, value => 20 - value), ChainStep.Week);
        var more = ChainPair.Of(loyal, Of(ChainLink.Productivity, ChainSource.MessagesPerResolution, value => 20 + value), ChainStep.Week);
        Assert.True(fewer is { IsClear: true, IsAsExpected: true, IsTurned: true });
        Assert.True(more is { IsClear: true, IsAsExpected: false });
    }

    [Fact]
    [Trait("req", "SPC-02"), Trait("req", "SPC-03")]
    public async Task Employees_answers_become_three_links_and_few_anonymous_ones_are_not_shown()
    {
        var (survey, _) = await Server.HasSurveyAsync("employee");
        await Server.HasAnswersAsync(survey, Enumerable.Range(0, 5).Select(_ => Work(support: 4, care: 2, satisfied: 5, stay: 3)), ago: TimeSpan.FromDays(7));
        await Server.HasAnswersAsync(survey, Enumerable.Range(0, 4).Select(_ => Work(support: 1, care: 1, satisfied: 1, stay: 1)), ago: TimeSpan.FromDays(14));
        await Server.HasAnswersAsync(survey, Enumerable.Range(0, 5).Select(_ => Work(support: 1, care: 1, satisfied: 1, stay: 1)), isStraight: true, ago: TimeSpan.FromDays(7));

        var chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=13");
        Assert.Equal(4, Newest(chain, 0).Value, 9);
        Assert.Equal(5, Newest(chain, 1).Value, 9);
        Assert.Equal(3, Newest(chain, 2).Value, 9);
        Assert.All(chain.GetProperty("links").EnumerateArray().Take(3), link =>
        {
            var hidden = link.GetProperty("points").EnumerateArray().Single(it => it.GetProperty("isHidden").GetBoolean());
            Assert.Equal((JsonValueKind.Null, 0), (hidden.GetProperty("value").ValueKind, hidden.GetProperty("count").GetInt32()));
            Assert.Equal(survey, link.GetProperty("surveyId").GetGuid());
        });

        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { employeeSatisfaction = "employeeCare" } }, HttpStatusCode.OK);
        Assert.Equal(2, Newest(await Client.ReadAsync("/api/v1/chain?step=week&periods=13"), 1).Value, 9);
    }

    [Fact]
    [Trait("req", "SPC-02")]
    public async Task Customers_see_support_from_the_company_in_statement_17_and_quality_in_all()
    {
        var (survey, _) = await Server.HasSurveyAsync("servqual");
        var sheet = SurveyDesk.Quality("empathy", perceived: 2);
        sheet["a17.2"] = 5;
        await Server.HasAnswersAsync(survey, Enumerable.Range(0, 3).Select(_ => sheet), ago: TimeSpan.FromDays(7));
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { internalQuality = "servqualSupport", productivity = "servqualPerceived" } }, HttpStatusCode.OK);

        var chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=13");
        Assert.Equal(5, Newest(chain, 0).Value, 9);
        Assert.Equal((6 + 6 + 6 + (6 + 6 + 6 + 5) / 4.0 + 2) / 5, Newest(chain, 3).Value, 9); // reversed statements are turned first
    }

    [Fact]
    public async Task Work_done_satisfaction_loyalty_and_profit_come_from_what_happened()
    {
        var label = await Client.ReadAsync("/api/v1/value/settings");
        await Client.SendAsync(HttpMethod.Put, "/api/v1/value/settings", new { currency = label.Text("currency"), months = 12, hourlyCost = 60, minutesAReply = 6, marginPercent = 50, tiers = Array.Empty<object>(), appliesTiers = false }, HttpStatusCode.OK);
        string[] emails = ["one@example.test", "two@example.test", "three@example.test", "four@example.test"];
        var people = new List<Guid>();
        foreach (var email in emails)
        {
            var (id, person) = await Server.HasConversationAsync("请问什么时候到？", email: email);
            people.Add(person);
            await Client.SendAsync(HttpMethod.Patch, $"/api/v1/conversations/{id}", new { assigneeId = TestServer.AgentId }, HttpStatusCode.OK);
            await Server.AnswerAsync(id, "您好，明天送到。", Cancel);
            await Client.PostAsync($"/api/v1/conversations/{id}/resolve", new { }, HttpStatusCode.OK);
        }

        var now = Server.Clock.GetUtcNow();
        await using (var db = Server.Database())
        {
            foreach (var (person, at) in people.Select((person, at) => (person, at)))
            {
                if (at < 3)
                    Order(db, person, $"old-{at}", 10_00, now.AddDays(-40));
                Order(db, person, $"new-{at}", 100_00, now);
            }

            Order(db, people[0], "paid-back", -50_00, now);
            foreach (var (conversation, score) in (await db.Conversations.Select(it => it.Id).ToListAsync(Cancel)).Zip((int[])[5, 4, 2, 5]))
            {
                var rating = await db.SatisfactionRatings.SingleOrDefaultAsync(it => it.ConversationId == conversation, Cancel) ?? db.SatisfactionRatings.Add(new(conversation, 4, now)).Entity;
                rating.Answer(score, "", null, now);
            }

            await db.SaveChangesAsync(Cancel);
        }

        Server.Clock.Advance(TimeSpan.FromDays(7));
        var chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=13");
        Assert.Equal((4.0, 4), Newest(chain, 3)); // four resolved by one colleague
        Assert.Equal((0.75, 4), Newest(chain, 4));
        Assert.Equal((0.75, 4), Newest(chain, 5)); // three of four had bought before
        Assert.Equal(350 * 0.5 - 4 * 6 * 60 / 60.0, Newest(chain, 6).Value, 9);

        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { productivity = "messagesPerResolution", customerLoyalty = "repeatContacts", profit = "revenue" } }, HttpStatusCode.OK);
        chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=13");
        Assert.Equal(2, Newest(chain, 3).Value, 9);
        Assert.Equal(350, Newest(chain, 6).Value, 9);
        Assert.All(chain.GetProperty("links")[5].GetProperty("points").EnumerateArray(), it => Assert.Equal(JsonValueKind.Null, it.GetProperty("value").ValueKind)); // some may still come back
        Server.Clock.Advance(TimeSpan.FromDays(7));
        chain = await Client.ReadAsync("/api/v1/chain?step=week&periods=13");
        Assert.Equal((0.0, 4), Newest(chain, 5));
        Assert.True(chain.GetProperty("links")[5].GetProperty("lowerIsBetter").GetBoolean());

        void Order(AppDb db, Guid person, string number, long amount, DateTimeOffset at)
        {
            var order = new Ting.Server.Features.Value.Order(person, number, at);
            order.Record(person, amount, label.Text("currency")!, at, [], at);
            db.Add(order);
        }
    }

    [Fact]
    [Trait("req", "SPC-02")]
    public async Task Who_left_is_known_from_their_account()
    {
        var colleague = await Server.HasColleagueAsync("林悦", Cancel);
        Server.Clock.Advance(TimeSpan.FromDays(28));
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { employeeLoyalty = "stayed" } }, HttpStatusCode.OK);
        await using (var db = Server.Database())
        {
            (await db.Agents.SingleAsync(it => it.Id == colleague.Id, Cancel)).Leave(Server.Clock.GetUtcNow());
            await db.SaveChangesAsync(Cancel);
        }

        Server.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((0.5, 2), Newest(await Client.ReadAsync("/api/v1/chain?step=week&periods=13"), 2));
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { employeeLoyalty = "tenure" } }, HttpStatusCode.OK);
        var tenure = Newest(await Client.ReadAsync("/api/v1/chain?step=week&periods=13"), 2);
        Assert.Equal(1, tenure.Count);
        Assert.InRange(tenure.Value, 28 / 30.5, 36 / 30.4);
    }

    [Fact]
    public async Task What_stands_for_no_such_link_is_refused_and_who_only_reads_changes_nothing()
    {
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { profit = "csat" } }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { employeeSurveyId = Guid.CreateVersion7() }, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = new { profit = "revenue" } }, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"7\""));
        await Client.SendAsync(HttpMethod.Get, "/api/v1/chain?periods=7", null, HttpStatusCode.BadRequest);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/chain?zone=Moon", null, HttpStatusCode.BadRequest);
        foreach (var values in (object[])[Array.Empty<object>(), new[] { new { start = "1900-01-01", value = 1.0 } }, new[] { new { start = "2026-01-01", value = 1e13 } }])
            await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/values", new { link = "profit", step = "week", values }, HttpStatusCode.BadRequest);

        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/chain/sources", Cancel);
        await browser.SubmitAsync("form:has(#source-Profit)", Cancel, [.. Enum.GetValues<ChainLink>().Select(link => ($"source.{link}", link is ChainLink.Profit ? "Csat" : ChainMetrics.Usual(link).ToString()))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotEmpty(browser.Page.QuerySelector("#source-Profit-error")!.TextContent);
        await browser.SubmitAsync("form:has(#source-Profit)", Cancel, [.. Enum.GetValues<ChainLink>().Select(link => ($"source.{link}", "Entered"))]);
        Assert.Equal("/insights/chain?done=saved", browser.Led);
        Assert.Equal("entered", (await Client.ReadAsync("/api/v1/chain/sources")).GetProperty("sources").Text("profit"));

        Server.Role = AgentRole.Trainer;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/chain", null, HttpStatusCode.OK);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { }, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/values", new { link = "profit", step = "week" }, HttpStatusCode.Forbidden);
        Server.Role = AgentRole.Representative;
        await Client.SendAsync(HttpMethod.Get, "/api/v1/chain", null, HttpStatusCode.Forbidden);
        await browser.OpenAsync("/insights/chain", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact]
    public async Task Numbers_are_typed_or_taken_from_lines_and_what_is_wrong_loses_nothing()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/insights/chain/values?link=Profit&step=Month", Cancel);
        Assert.Contains("What is entered here counts once", browser.Text, StringComparison.Ordinal);
        var names = browser.Page.QuerySelectorAll("input[name^='v.']").Select(it => it.GetAttribute("name")!).ToList();
        Assert.Equal(12, names.Count);

        await browser.SubmitAsync("form:has(.chain-in)", Cancel, (names[0], "12,500.5"), (names[1], "12,5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("12,5", browser.Page.QuerySelector($"input[name='{names[1]}']")!.GetAttribute("value"));
        Assert.Equal("12,500.5", browser.Page.QuerySelector($"input[name='{names[0]}']")!.GetAttribute("value"));
        await using (var db = Server.Database())
            Assert.Empty(await db.ChainValues.ToListAsync(Cancel));

        await browser.SubmitAsync("form:has(.chain-in)", Cancel, (names[0], "12,500.5"), (names[1], "-3"));
        Assert.Equal("12500.5", browser.Page.QuerySelector($"input[name='{names[0]}']")!.GetAttribute("value"));
        await browser.SubmitAsync("form:has(.chain-in)", Cancel, (names[0], "12500.5"), (names[1], ""));
        await using (var db = Server.Database())
            Assert.Equal((12500.5, $"agent:{TestServer.AgentId}"), (await db.ChainValues.Select(it => new { it.Value, it.EnteredBy }).SingleAsync(Cancel)) is var one ? (one.Value, one.EnteredBy) : default);

        var month = names[2][2..9];
        await browser.SubmitAsync("form:has(#text)", Cancel, ("text", $"month;profit\n{month};7\nMay;8"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("These lines are no period and number: 3.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("May;8", browser.Page.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync("form:has(#text)", Cancel, ("text", $"month;profit\n{month};7"));
        var values = (await Client.ReadAsync("/api/v1/chain/values?link=profit&step=month")).GetProperty("values");
        Assert.Equal([12500.5, 7], values.EnumerateArray().Select(it => it.GetProperty("value").GetDouble()));
    }

    private async Task EnteredAsync(string link, double[] values)
    {
        var first = ChainPeriods.Last(ChainStep.Week, values.Length, TimeZoneInfo.Utc, Server.Clock.GetUtcNow())[0].Start;
        await Client.SendAsync(HttpMethod.Put, "/api/v1/chain/values", new { link, step = "week", values = values.Select((value, at) => new { start = first.AddDays(7 * at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value }) }, HttpStatusCode.OK);
    }

    private Task EnteredOnlyAsync() => Client.SendAsync(HttpMethod.Put, "/api/v1/chain/sources", new { sources = Enum.GetValues<ChainLink>().ToDictionary(it => JsonNamingPolicy.CamelCase.ConvertName(it.ToString()), _ => "entered") }, HttpStatusCode.OK);

    private static (double Value, int Count) Newest(JsonElement chain, int link) =>
        chain.GetProperty("links")[link].GetProperty("points").EnumerateArray().Last(it => it.GetProperty("value").ValueKind is JsonValueKind.Number) is var point ? (point.GetProperty("value").GetDouble(), point.GetProperty("count").GetInt32()) : default;

    private static Dictionary<string, int> Work(int support, int care, int satisfied, int stay) => new()
    {
        ["support"] = support,
        ["tools"] = support,
        ["colleagues"] = support,
        ["freedom"] = support,
        ["respect"] = care,
        ["rest"] = care,
        ["growth"] = care,
        ["satisfied"] = satisfied,
        ["stay"] = stay,
        ["recommend"] = stay,
    };
}
