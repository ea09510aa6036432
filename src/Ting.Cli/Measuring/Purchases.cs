namespace Ting.Cli.Measuring;

/// <summary>Single purchases of a file, by customer.</summary>
internal static class Purchases
{
    public const string Shape = "customer, date, amount: a purchase a row";

    /// <summary>Whether a file holds purchases rather than a row for each customer.</summary>
    public static bool AreIn(CsvTable table) => table.Find("date") is not null;

    public static (List<(string Customer, List<(DateOnly Day, double Amount)> Bought)> Customers, DateOnly Until) Read(CsvTable table, string? until)
    {
        var (customer, date, amount) = (table.Column("customer"), table.Column("date"), table.Column("amount"));
        List<(string, List<(DateOnly Day, double Amount)> Bought)> customers = [.. Enumerable.Range(0, table.Count)
            .GroupBy(row => table.Text(row, customer), StringComparer.Ordinal)
            .Select(rows => (rows.Key, rows.Select(row => (table.Day(row, date), table.Number(row, amount))).ToList()))];
        var last = customers.Max(one => one.Bought.Max(purchase => purchase.Day));
        var end = until is null ? last
            : DateOnly.TryParseExact(until, "yyyy-MM-dd", out var day) ? day
            : throw new CommandException($"--until: \"{until}\" is no day such as 2026-11-22.");
        return end >= last ? (customers, end) : throw new CommandException($"--until: the file goes on until {last:yyyy-MM-dd}.");
    }
}
