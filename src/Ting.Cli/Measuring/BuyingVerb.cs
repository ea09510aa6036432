using System.CommandLine;
using System.Text.Json.Nodes;
using Ting.Measurement;

namespace Ting.Cli.Measuring;

/// <summary>ting measure bgnbd.</summary>
internal static class BuyingVerb
{
    private sealed record Customer(string Name, BuyingHistory History);

    public static Command Make()
    {
        var days = SharedOptions.Number("--days", 7, "The length of a period in days, for files of purchases.");
        var until = new Option<string?>("--until") { Description = "The day until which customers were watched; without it the last in the file.", HelpName = "DAY" };
        var ahead = new Option<int>("--ahead") { Description = "How many periods to look ahead.", DefaultValueFactory = _ => 52, HelpName = "N" };
        var discount = SharedOptions.Number("--discount", 0, "A period.");
        var margin = SharedOptions.Number("--margin", 1, "The part of the spending that stays, 0 to 1.");
        var top = new Option<int>("--top") { Description = "How many customers to print; the JSON names all.", DefaultValueFactory = _ => 20, HelpName = "N" };
        return MeasureVerb.Make("bgnbd", $"""
            BG/NBD and gamma-gamma: how often customers will come back, whether they still do, and what they will be worth. Both models are fitted to the file.
            FILE: {Purchases.Shape}; or customer, frequency (repeats), recency (when the last was), age, and perhaps monetary (mean of the repeats): a customer a row, times in periods since the first purchase.
            """, [days, until, ahead, discount, margin, top], (parsed, table) =>
        {
            var customers = Read(table, parsed.GetValue(until), parsed.GetValue(days));
            BuyingHistory[] histories = [.. customers.Select(customer => customer.History)];
            var buying = BgNbd.Fit(histories);
            var spending = histories.Count(history => history.MeanSpend is not null) >= 10 ? GammaGamma.Fit(histories) : null;
            return Answer(customers, buying, spending, parsed.GetValue(ahead), parsed.GetValue(discount), parsed.GetValue(margin), parsed.GetValue(top));
        });
    }

    private static List<Customer> Read(CsvTable table, string? until, double days)
    {
        if (Purchases.AreIn(table))
        {
            var (bought, end) = Purchases.Read(table, until);
            var seen = bought.Where(one => one.Bought.Min(it => it.Day) < end).Select(one => new Customer(one.Customer, BuyingHistory.Of(one.Bought, end, days))).ToList(); // who came on the last day has not been watched at all
            return seen.Count > 0 ? seen : throw new CommandException("All purchases are of one day: there is no time to learn from.");
        }

        var (customer, frequency, recency, age) = (table.Column("customer"), table.Column("frequency"), table.Column("recency"), table.Column("age"));
        var monetary = table.Find("monetary");
        return [.. Enumerable.Range(0, table.Count).Select(row =>
        {
            var repeats = table.Whole(row, frequency, 0, int.MaxValue);
            var (last, watched) = (table.Number(row, recency, least: 0), table.Number(row, age, least: 0));
            if (last > watched)
                throw table.Wrong(row, recency, "the last purchase lies after the age of the customer.");
            if (repeats > 0 != last > 0)
                throw table.Wrong(row, recency, "it has to be above 0 with repeats, and 0 without.");
            if (watched == 0)
                throw table.Wrong(row, age, "it has to be above 0.");
            var spend = monetary is { } column && repeats > 0 ? table.NumberOrNone(row, column) : null;
            return new Customer(table.Text(row, customer), new BuyingHistory(repeats, last, watched, spend > 0 ? spend : null));
        })];
    }

    private static MeasuredAnswer Answer(List<Customer> customers, BgNbd buying, GammaGamma? spending, int ahead, double discount, double margin, int top)
    {
        var forecasts = customers.Select(customer => (
            customer.Name,
            Alive: buying.ChanceAlive(customer.History),
            Purchases: buying.ExpectedPurchases(customer.History, ahead),
            Value: Worth(customer.History))).OrderByDescending(it => it.Value ?? it.Purchases).ToList();

        var table = new TextTable("customer", "still buys", $"purchases in {ahead}", "worth");
        foreach (var (name, alive, purchases, value) in forecasts.Take(Math.Max(0, top)))
            table.Add(name, Figures.Percent(alive), Figures.Text(purchases), Figures.Text(value));
        var text = $"""
            BG/NBD, {customers.Count} customers: r {Figures.Text(buying.R, 3)}, α {Figures.Text(buying.Alpha, 3)}, a {Figures.Text(buying.A, 3)}, b {Figures.Text(buying.B, 3)}; log-likelihood {Figures.Text(buying.LogLikelihood([.. customers.Select(customer => customer.History)]), 1)}
            {(spending is null ? "No gamma-gamma: fewer than ten customers with a mean spending." : $"gamma-gamma: p {Figures.Text(spending.P, 3)}, q {Figures.Text(spending.Q, 3)}, γ {Figures.Text(spending.Gamma, 3)}")}
            Expected of all in {ahead} periods: {Figures.Text(forecasts.Sum(it => it.Purchases), 1)} purchases{(spending is null ? "" : $", worth {Figures.Text(forecasts.Sum(it => it.Value ?? 0))}")}

            {table}
            """;
        return new MeasuredAnswer(text, new JsonObject
        {
            ["measure"] = "bgnbd",
            ["n"] = customers.Count,
            ["bgnbd"] = new JsonObject { ["r"] = buying.R, ["alpha"] = buying.Alpha, ["a"] = buying.A, ["b"] = buying.B, ["logLikelihood"] = buying.LogLikelihood([.. customers.Select(customer => customer.History)]) },
            ["gammaGamma"] = spending is null ? null : new JsonObject { ["p"] = spending.P, ["q"] = spending.Q, ["gamma"] = spending.Gamma },
            ["ahead"] = ahead,
            ["customers"] = Figures.Json(forecasts.Select(it => new JsonObject { ["customer"] = it.Name, ["alive"] = it.Alive, ["purchases"] = it.Purchases, ["value"] = Figures.Json(it.Value) })),
        });

        // without a mean of one's own the mean of all, which has no end where q is 1 or less
        double? Worth(BuyingHistory history)
        {
            if (spending is null || history.Repeats > 0 && history.MeanSpend is null || history.Repeats == 0 && spending.Q <= 1)
                return null;
            return LifetimeValue.Expected(buying, spending, history, ahead, discount, margin);
        }
    }
}
