using System.Text.Json;

namespace Ting.Cli.Tests.Measuring;

public sealed class ValueVerbTests : MeasureRun
{
    [Fact]
    [Trait("req", "VAL-01")]
    public async Task Pareto_names_the_vital_few_and_draws_the_curve()
    {
        var file = Csv("customer,value", "a,30", "b,5", "c,5", "d,50", "d,10");

        var json = await JsonAsync("pareto", file);
        var svg = await SvgAsync("pareto", file);

        Assert.Equal((4, 0.5), (json.GetProperty("n").GetInt32(), Number(json, "shareReaching"))); // d came twice and is added up
        Assert.Equal(["d", "a"], json.GetProperty("vitalFew").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(0.475, Number(json, "gini"), 10); // Σ(2i − 5)x = 190 over 4 · 100
        Assert.Contains("50.0 % bring 80 %", svg.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_who_cost_money_are_told_and_have_no_Gini()
    {
        var file = Csv("customer,value", "a,60", "b,60", "c,-20");

        Assert.Equal(JsonValueKind.Null, (await JsonAsync("pareto", file)).GetProperty("gini").ValueKind);
        Assert.Contains("1 cost more than they bring", await TextAsync("pareto", file), StringComparison.Ordinal);
        Assert.NotNull((await SvgAsync("pareto", file)).Root);
    }

    [Fact]
    [Trait("req", "VAL-04")]
    public async Task Rfm_reads_purchases_or_customers()
    {
        string[] purchases = [.. Enumerable.Range(1, 10).SelectMany(customer => Enumerable.Range(1, customer).Select(day => $"c{customer},2026-03-{day:00},10"))];

        var bought = await JsonAsync("rfm", Csv(["customer,date,amount", .. purchases]));
        var summed = await JsonAsync("rfm", Csv(["customer,recency,frequency,monetary", .. Enumerable.Range(1, 10).Select(customer => $"c{customer},{10 - customer},{customer},{10 * customer}")]), "--nested");

        var last = bought.GetProperty("customers")[9];
        Assert.Equal((5, 5, 5, "champions"), (last.GetProperty("recency").GetInt32(), last.GetProperty("frequency").GetInt32(), last.GetProperty("monetary").GetInt32(), last.GetProperty("segment").GetString()));
        Assert.Equal("nested", summed.GetProperty("kind").GetString());
        Assert.Contains("the file goes on until 2026-03-10", await RefusedAsync("rfm", Csv(["customer,date,amount", .. purchases]), "--until", "2026-03-09"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "VAL-04")]
    public async Task Lifetime_value_is_shown_in_both_conventions()
    {
        var json = await JsonAsync("clv", "--margin", "100", "--retention", "0.8", "--discount", "0.1");
        var file = await JsonAsync("clv", Csv("segment,margin,retention,discount", "vip,100,0.8,0.1"));

        Assert.Equal(366.67, Number(json.GetProperty("segments")[0], "firstMarginNow"), 2);
        Assert.Equal(266.67, Number(file.GetProperty("segments")[0], "afterOnePeriod"), 2);
        Assert.Contains("--retention is needed", await RefusedAsync("clv", "--margin", "100"), StringComparison.Ordinal);
        Assert.Contains("worth more than any sum", await RefusedAsync("clv", "--margin", "100", "--retention", "1", "--discount", "0"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("req", "VAL-04")]
    public async Task Buying_models_are_fitted_to_purchases_and_to_summaries_alike()
    {
        var random = new Random(5);
        var start = new DateOnly(2025, 1, 1);
        var end = start.AddDays(350);
        var purchases = new List<string>();
        for (var customer = 0; customer < 150; customer++)
        {
            var day = start.AddDays(random.Next(0, 60));
            var gap = -60 * Math.Log(1 - random.NextDouble()) + 3;
            while (day < end)
            {
                purchases.Add($"c{customer},{day:yyyy-MM-dd},{10 + customer % 30 + random.Next(0, 9)}");
                if (random.NextDouble() < 0.15)
                    break;
                day = day.AddDays(1 + (int)(-gap * Math.Log(1 - random.NextDouble())));
            }
        }

        var json = await JsonAsync("bgnbd", Csv(["customer,date,amount", .. purchases]), "--until", "2025-12-17", "--ahead", "26");
        var summaries = await JsonAsync("bgnbd", Csv(["customer,frequency,recency,age", .. Enumerable.Range(0, 40).Select(at => $"c{at},{at % 4},{(at % 4 == 0 ? 0 : 5 + at % 7)},{20 + at % 5}")]));

        Assert.Equal(150, json.GetProperty("n").GetInt32());
        foreach (var parameter in (string[])["r", "alpha", "a", "b"])
            Assert.True(Number(json, "bgnbd", parameter) > 0);
        Assert.True(Number(json, "gammaGamma", "p") > 0);
        var customers = json.GetProperty("customers").EnumerateArray().ToList();
        Assert.Equal(150, customers.Count);
        Assert.All(customers, customer => Assert.InRange(Number(customer, "alive"), 0, 1));
        Assert.All(customers, customer => Assert.True(Number(customer, "value") >= 0));
        Assert.Equal(JsonValueKind.Null, summaries.GetProperty("gammaGamma").ValueKind);
        Assert.Contains("row 2, column recency", await RefusedAsync("bgnbd", Csv("customer,frequency,recency,age", "a,2,9,5")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erlang_staffs_one_period_or_a_day_and_plays_chats()
    {
        var one = await JsonAsync("erlang", "--calls", "100", "--aht", "180");
        var few = await JsonAsync("erlang", "--calls", "100", "--aht", "180", "--agents", "10");
        var patient = await JsonAsync("erlang", "--calls", "360", "--aht", "240", "--agents", "55", "--patience", "120");
        var day = await JsonAsync("erlang", Csv("interval,calls,aht", "09:00,100,180", "09:30,0,180"), "--shrinkage", "0.3");
        var chats = await JsonAsync("erlang", "--calls", "100", "--agents", "7", "--chats", "180,230,300");

        Assert.Equal((14, .888350), (one.GetProperty("needed").GetInt32(), Math.Round(Number(one, "forecast", "serviceLevel"), 6)));
        Assert.Equal(JsonValueKind.Null, few.GetProperty("forecast").ValueKind);
        Assert.Equal(.016968, Number(patient, "forecast", "abandoned"), 6);
        Assert.Equal([14, 0], day.GetProperty("intervals").EnumerateArray().Select(interval => interval.GetProperty("agents").GetInt32()));
        Assert.Equal(20, day.GetProperty("intervals")[0].GetProperty("rostered").GetInt32());
        Assert.InRange(Number(chats, "serviceLevel", "value"), 0.5, 1);
        Assert.Contains("grows for ever", await TextAsync("erlang", "--calls", "100", "--aht", "180", "--agents", "10"), StringComparison.Ordinal);
        Assert.NotNull((await SvgAsync("erlang", "--calls", "100", "--aht", "180")).Root);
        Assert.Contains("no picture", await RefusedAsync("erlang", "--calls", "100", "--agents", "20", "--chats", "180", "--svg", "x.svg"), StringComparison.Ordinal);
    }
}
