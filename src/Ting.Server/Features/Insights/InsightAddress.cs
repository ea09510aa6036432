using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Ting.Server.Features.Insights;

/// <summary>What the page's address says: everything on the page follows from it, and every link on the page carries it on.</summary>
public sealed record InsightAddress(string? Period, string? From, string? To, Guid? Inbox, Guid? Team, Guid? Agent, bool Compare)
{
    public static InsightAddress Of(HttpRequest request)
    {
        return new(Text("period"), Text("from"), Text("to"), Id("inbox"), Id("team"), Id("agent"), Text("compare") == "1");

        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 and < 60 } text ? text : null;

        Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;
    }

    public InsightPeriod In(TimeZoneInfo zone, DateTimeOffset now) => InsightPeriod.Read(Period, From, To, zone, now);

    public InsightFilter Filter(InsightPeriod period) => new(period.From, period.To, Inbox, Team, Agent);

    public string Page => $"/insights{Query()}";

    public string Queue => $"/insights/queue{Query()}";

    public string Export => $"/insights/export.csv{Query()}";

    /// <summary>Another page about the same conversations.</summary>
    public string At(string path, params (string Name, string? Value)[] first) => $"{path}{Query(first)}";

    public string ForPeriod(string name) => (this with { Period = name, From = null, To = null }).Page;

    /// <summary>The rows behind one number.</summary>
    public string Rows(string number, object? of = null) => $"/insights/rows{Query(Key(number, of))}";

    public string RowsFile(string number, string? of) => $"/insights/rows.csv{Query(Key(number, of))}";

    public string RowsAfter(string number, string? of, string? cursor) => $"/insights/rows{Query([.. Key(number, of), ("cursor", cursor)])}";

    private static (string, string?)[] Key(string number, object? of) => [("number", number), ("of", Convert.ToString(of, CultureInfo.InvariantCulture))];

    private string Query(params (string Name, string? Value)[] first)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in first.Concat(
            [("period", Period), ("from", From), ("to", To), ("inbox", Inbox?.ToString()), ("team", Team?.ToString()), ("agent", Agent?.ToString()), ("compare", Compare ? "1" : null)]))
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        return query.ToString();
    }
}
