using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.People;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Value;

public sealed class ValueTests : DeskTest
{
    [Fact]
    [Trait("req", "VAL-01")]
    public async Task The_vital_few_are_the_smallest_share_that_brings_most_of_the_profit()
    {
        // 60 + 20 of 100 come from two of five customers
        foreach (var (name, amount) in new[] { ("a", 6000), ("b", 2000), ("c", 1000), ("d", 600), ("e", 400) })
            await OrderAsync(name, amount);

        var value = await CountAsync();

        var sum = value.GetProperty("summary");
        Assert.Equal((5, 0.4, 2), (sum.GetProperty("customers").GetInt32(), sum.GetProperty("shareOf80").GetDouble(), sum.GetProperty("vital").GetInt32()));
        Assert.Equal(Gini.Of([6000, 2000, 1000, 600, 400])!.Value, sum.GetProperty("gini").GetDouble(), 9);
        Assert.Equal(1.0, sum.GetProperty("curve")[19].GetDouble(), 9);
        Assert.Equal([6000, 2000, 1000, 600, 400], value.GetProperty("customers").Items().Select(it => it.GetProperty("profit").GetDouble()));
    }

    [Fact]
    [Trait("req", "VAL-02")]
    public async Task Profit_is_what_remains_after_the_goods_and_the_service()
    {
        await SettingsAsync(new { currency = "CNY", months = 12, hourlyCost = 120.0, minutesAReply = 10, marginPercent = 50 });
        var (conversation, person) = await Server.HasConversationAsync("你好", name: "林婉清", email: "lin@example.test");
        await Server.AnswerAsync(conversation, "您好", Cancel);
        await Server.AnswerAsync(conversation, "好的", Cancel);
        await OrderAsync("lin", 1000);

        var row = (await CountAsync()).GetProperty("customers").Items().Single();

        Assert.Equal(person.ToString(), row.Text("personId"));
        Assert.Equal((1000.0, 40.0, 460.0, 2), (row.GetProperty("revenue").GetDouble(), row.GetProperty("cost").GetDouble(), row.GetProperty("profit").GetDouble(), row.GetProperty("replies").GetInt32()));
    }

    [Fact]
    [Trait("req", "VAL-04")]
    [Trait("req", "VAL-06")]
    public async Task Customers_are_scored_as_the_library_scores_them()
    {
        var now = Server.Clock.GetUtcNow();
        (string Name, int[] DaysAgo, int Amount)[] all = [("a", [1, 10, 20], 900), ("b", [2, 30], 500), ("c", [100, 130, 160], 700), ("d", [200], 100), ("e", [300], 50)];
        foreach (var (name, days, amount) in all)
            foreach (var ago in days)
                await OrderAsync(name, amount, now.AddDays(-ago), $"{name}-{ago}");

        var value = await CountAsync();

        var expected = Rfm.Score([.. all.Select(it => new RfmCustomer(it.DaysAgo.Min(), it.DaysAgo.Length, it.Amount * it.DaysAgo.Length))]);
        var rows = value.GetProperty("customers").Items().ToDictionary(it => it.GetProperty("revenue").GetDouble());
        foreach (var (customer, score) in all.Zip(expected))
        {
            var row = rows[customer.Amount * customer.DaysAgo.Length];
            Assert.Equal((score.Recency, score.Frequency, score.Monetary), (row.GetProperty("recency").GetInt32(), row.GetProperty("frequency").GetInt32(), row.GetProperty("monetary").GetInt32()));
        }

        Assert.Equal(3, value.GetProperty("summary").GetProperty("repeaters").GetInt32());
        Assert.All(rows.Values, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("alive").ValueKind)); // five tell nothing
    }

    [Fact]
    [Trait("req", "VAL-04")]
    public async Task With_enough_histories_the_chance_that_somebody_still_buys_is_said()
    {
        var now = Server.Clock.GetUtcNow();
        await using (var db = Server.Database())
        {
            for (var number = 0; number < CountValue.LeastHistories; number++)
            {
                var person = new Person($"P{number}", null, now);
                db.People.Add(person);
                var regular = number % 4 != 0;
                for (var month = 11; month >= (regular ? number % 3 : 9); month--)
                {
                    var order = new Order(person.Id, $"{number}-{month}", now);
                    order.Record(person.Id, 10_000, "CNY", now.AddDays(-30 * month - (number % 7)), [], now);
                    db.Orders.Add(order);
                }
            }

            await db.SaveChangesAsync(Cancel);
        }

        var rows = (await CountAsync("?limit=200")).GetProperty("customers").Items();

        double Alive(int number) => rows.Single(it => it.Text("person") == $"P{number}").GetProperty("alive").GetDouble();
        Assert.True(Alive(3) > 0.8, $"bought all year: {Alive(3)}");
        Assert.True(Alive(4) < 0.2, $"bought three times and stopped nine months ago: {Alive(4)}");
    }

    [Fact]
    [Trait("req", "VAL-03")]
    [Trait("req", "TRAP-07")]
    public void Tiers_are_entered_at_one_amount_and_left_at_another()
    {
        TierRule[] rules = [new("diamond", 10_000, 8_000), new("gold", 5_000, 4_000)];

        Assert.Equal("gold", TierRules.For(rules, null, 6_000));
        Assert.Equal("diamond", TierRules.For(rules, "gold", 10_000));
        Assert.Equal("diamond", TierRules.For(rules, "diamond", 8_500)); // not back and forth
        Assert.Equal("gold", TierRules.For(rules, "diamond", 7_999));
        Assert.Equal("gold", TierRules.For(rules, "gold", 4_000));
        Assert.Null(TierRules.For(rules, "gold", 3_999));
        Assert.Equal("silver", TierRules.For(rules, "silver", 100)); // given by hand, no rule speaks of it
        Assert.Equal("gold", TierRules.For([], "gold", 0));
    }

    [Fact]
    [Trait("req", "VAL-03")]
    [Trait("req", "VAL-05")]
    public async Task What_the_rules_say_is_proposed_or_applied_with_its_reason()
    {
        await OrderAsync("ada", 7000);
        var rules = new[] { new { tier = "gold", enter = 5000.0, leave = 4000.0 } };
        await SettingsAsync(new { currency = "CNY", months = 12, tiers = rules });
        var proposed = (await CountAsync()).GetProperty("customers").Items().Single();
        Assert.Equal((true, "gold"), (proposed.GetProperty("isProposed").GetBoolean(), proposed.Text("proposedTier")));
        Assert.Null((await Client.ReadAsync($"/api/v1/people/{proposed.Text("personId")}")).Text("tier"));

        await SettingsAsync(new { currency = "CNY", months = 12, tiers = rules, appliesTiers = true });
        await CountAsync();

        Assert.Equal("gold", (await Client.ReadAsync($"/api/v1/people/{proposed.Text("personId")}")).Text("tier"));
        var change = (await Client.ReadAsync($"/api/v1/people/{proposed.Text("personId")}/timeline")).Items().Single(it => it.Text("type") == "person.tier");
        Assert.Equal(7000, change.GetProperty("data").GetProperty("profit").GetDouble());
    }

    [Fact]
    public async Task The_same_number_is_the_same_order_and_what_was_paid_back_counts()
    {
        await OrderAsync("ada", 100, id: "1");
        await OrderAsync("ada", 120, id: "1");
        await OrderAsync("ada", -20, id: "2");

        var row = (await CountAsync()).GetProperty("customers").Items().Single();

        Assert.Equal((100.0, 1), (row.GetProperty("revenue").GetDouble(), row.GetProperty("orders").GetInt32()));
        Assert.Equal(2, (await Client.ReadAsync($"/api/v1/people/{row.Text("personId")}/orders")).Items().Count);
    }

    [Fact]
    public async Task Orders_in_other_currencies_and_older_ones_are_left_out_and_said()
    {
        await OrderAsync("ada", 100);
        await OrderAsync("ada", 9999, currency: "JPY", id: "jpy");
        await OrderAsync("ada", 5000, Server.Clock.GetUtcNow().AddMonths(-13), "old");

        var value = await CountAsync();

        Assert.Equal((100.0, 1), (value.GetProperty("customers").Items().Single().GetProperty("revenue").GetDouble(), value.GetProperty("summary").GetProperty("otherCurrencies").GetInt32()));
    }

    [Theory]
    [InlineData("""{"externalId":"1","amount":1,"currency":"CNY"}""", "order.nobody")]
    [InlineData("""{"externalId":"1","amount":1,"currency":"yuan","person":{"kind":"email","value":"a@example.test"}}""", "request.invalid")]
    [InlineData("""{"externalId":"","amount":1,"currency":"CNY","person":{"kind":"email","value":"a@example.test"}}""", "request.invalid")]
    [InlineData("""{"externalId":"1","amount":1,"currency":"CNY","placedAt":"2999-01-01T00:00:00Z","person":{"kind":"email","value":"a@example.test"}}""", "order.in_the_future")]
    public async Task A_strange_order_is_refused(string body, string code) => Assert.Equal(code, (await Client.PostAsync("/api/v1/orders", body, HttpStatusCode.BadRequest)).Text("title"));

    [Fact]
    public async Task Orders_come_from_a_file_once()
    {
        await Server.HasConversationAsync("你好", name: "林婉清", email: "lin@example.test");
        const string csv = "订单号,邮箱,日期,金额,商品\nA1,lin@example.test,2026-03-01,\"1,280.50\",茶几; 台灯\nA2,nobody@example.test,2026-03-01,5,\nA3,lin@example.test,soon,5,\n";

        var first = await FileAsync(csv);
        var second = await FileAsync(csv);

        Assert.Equal((1, 2), (first.GetProperty("new").GetInt32(), first.GetProperty("bad").GetInt32()));
        Assert.Equal(["order.unknown_person", "order.date"], first.GetProperty("faults").EnumerateArray().Select(it => it.Text("code")));
        Assert.Equal((0, 0), (second.GetProperty("new").GetInt32(), second.GetProperty("changed").GetInt32()));
        await using var db = Server.Database();
        var order = await db.Orders.SingleAsync(Cancel);
        Assert.Equal((128_050, "CNY"), (order.Amount, order.Currency));
        Assert.Equal(["茶几", "台灯"], order.ReadItems());
    }

    [Theory]
    [InlineData("""{"currency":"yuan"}""", "order.currency")]
    [InlineData("""{"months":0}""", "value.months")]
    [InlineData("""{"hourlyCost":-1}""", "value.cost")]
    [InlineData("""{"marginPercent":0}""", "value.margin")]
    [InlineData("""{"tiers":[{"tier":"gold","enter":5,"leave":6}]}""", "value.tiers")]
    [InlineData("""{"tiers":[{"tier":"gold","enter":50,"leave":6},{"tier":"diamond","enter":5,"leave":1}]}""", "value.tiers")]
    public async Task Settings_that_make_no_sense_are_refused(string body, string code) => Assert.Equal(code, (await Client.SendAsync(HttpMethod.Put, "/api/v1/value/settings", body, HttpStatusCode.BadRequest)).Text("title"));

    [Theory]
    [InlineData("zh-Hans", "贡献 80% 利润的客户")]
    [InlineData("ja", "利益の80%をもたらすお客様")]
    [InlineData("en", "Customers that bring 80 % of the profit")]
    [Trait("req", "CRM-06")]
    public async Task The_page_says_how_many_it_rests_on_and_why_each_stands_where_they_stand(string language, string words)
    {
        foreach (var (name, amount) in new[] { ("a", 6000), ("b", 2000), ("c", 1000) })
            await OrderAsync(name, amount);
        await CountAsync();
        using var browser = Server.Browser(language);

        await browser.OpenAsync("/people/value", Cancel);
        Assert.Contains(words, browser.Text, StringComparison.Ordinal);
        Assert.Contains("n=3", browser.Text, StringComparison.Ordinal);
        Assert.Equal(3, browser.Page.QuerySelectorAll("tbody tr").Length);
        var segment = browser.Page.QuerySelectorAll(".bars a").First(it => it.QuerySelector(".bars-v")!.TextContent != "0").GetAttribute("href")!;
        await browser.OpenAsync(segment, Cancel);
        Assert.NotEmpty(browser.Page.QuerySelectorAll("tbody tr"));
        await browser.OpenAsync("/people/value?after=nonsense", Cancel);
        Assert.NotEmpty(browser.TextsOf("[role=alert]"));
    }

    [Fact]
    public async Task The_settings_are_kept_on_their_page()
    {
        using var browser = Server.Browser();
        await browser.OpenAsync("/settings/value", Cancel);

        await browser.SubmitAsync("form:has(#hourly)", Cancel, ("Input.Currency", "GBP"), ("Input.Months", "6"), ("Input.HourlyCost", "32.50"), ("Input.MinutesAReply", "4"), ("Input.MarginPercent", "40"),
            ("Input.Enter[0]", "5000"), ("Input.Leave[0]", "4000"), ("Input.Enter[1]", ""), ("Input.Leave[1]", ""), ("Input.Enter[2]", ""), ("Input.Leave[2]", ""));

        Assert.EndsWith("done=saved", browser.Led, StringComparison.Ordinal);
        var settings = await Client.ReadAsync("/api/v1/value/settings");
        Assert.Equal(("GBP", 32.5, 1), (settings.Text("currency"), settings.GetProperty("hourlyCost").GetDouble(), settings.GetProperty("tiers").GetArrayLength()));
    }

    [Fact]
    public async Task Orders_go_with_the_person_and_name_nobody_who_was_forgotten()
    {
        await OrderAsync("one", 10);
        await OrderAsync("two", 20);
        await using var db = Server.Database();
        var ids = await db.Orders.OrderBy(it => it.Amount).Select(it => it.PersonId).ToListAsync(Cancel);

        await Client.PostAsync($"/api/v1/people/{ids[0]}/merge", new { otherId = ids[1] }, HttpStatusCode.OK);
        Assert.Equal(2, await db.Orders.CountAsync(it => it.PersonId == ids[0], Cancel));
        await Client.PostAsync($"/api/v1/people/{ids[0]}/unmerge", null, HttpStatusCode.OK);
        Assert.Equal(1, await db.Orders.CountAsync(it => it.PersonId == ids[0], Cancel));
        await Client.PostAsync($"/api/v1/people/{ids[0]}/erase", null, HttpStatusCode.NoContent);

        var left = await db.Orders.AsNoTracking().SingleAsync(it => it.PersonId == ids[0], Cancel);
        Assert.Equal((left.Id.ToString(), 1000), (left.ExternalId, left.Amount));
        Assert.Empty(left.ReadItems());
    }

    [Fact]
    [Trait("req", "TRAP-07")]
    public async Task Who_answers_customers_does_not_see_what_they_are_worth()
    {
        Server.Role = AgentRole.Representative;

        await Client.SendAsync(HttpMethod.Get, "/api/v1/value", null, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/value/settings", null, HttpStatusCode.Forbidden);
        await Client.PostAsync("/api/v1/orders", new { externalId = "1" }, HttpStatusCode.Forbidden);
    }

    private Task<JsonElement> OrderAsync(string name, double amount, DateTimeOffset? at = null, string? id = null, string currency = "CNY") =>
        Client.PostAsync("/api/v1/orders", new { externalId = id ?? name, person = new { kind = "email", value = $"{name}@example.test" }, amount, currency, placedAt = at, items = new[] { "茶几" } });

    private async Task<JsonElement> CountAsync(string query = "")
    {
        await Client.PostAsync("/api/v1/value/count", null, HttpStatusCode.Accepted);
        await Server.RunJobsAsync(Cancel);
        return await Client.ReadAsync($"/api/v1/value{query}");
    }

    private Task<JsonElement> SettingsAsync(object settings) => Client.SendAsync(HttpMethod.Put, "/api/v1/value/settings", settings, HttpStatusCode.OK);

    private async Task<JsonElement> FileAsync(string csv)
    {
        using var content = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(file, "file", "orders.csv");
        using var response = await Client.PostAsync(new Uri("/api/v1/orders/import", UriKind.Relative), content, Cancel);
        return await response.BodyAsync(HttpStatusCode.OK);
    }
}
