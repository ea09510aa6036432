using Microsoft.AspNetCore.Http.Extensions;

namespace Ting.Server.Features.Insights.SurveyResults;

/// <summary>What the address of a survey's results says; every link on the page carries it on.</summary>
/// <param name="All">Whether answers that look unread or given twice count too.</param>
public sealed record ResultAddress(Guid Survey, string? Period, string? From, string? To, Guid? Inbox, Guid? Team, bool All)
{
    public static ResultAddress Of(Guid survey, HttpRequest request)
    {
        return new(survey, Text("period") ?? (Text("from") is null ? "90d" : null), Text("from"), Text("to"), Id("inbox"), Id("team"), Text("all") == "1");

        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 and < 60 } text ? text : null;

        Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;
    }

    public InsightPeriod In(TimeZoneInfo zone, DateTimeOffset now) => InsightPeriod.Read(Period, From, To, zone, now);

    public string Page(string name = "results") => $"/surveys/{Survey}/{name}{Query()}";

    public string ForPeriod(string name) => (this with { Period = name, From = null, To = null }).Page();

    public string Responses(string? after = null) => $"/surveys/{Survey}/responses{Query(("after", after))}";

    private string Query(params (string Name, string? Value)[] more)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in more.Concat([("period", Period), ("from", From), ("to", To), ("inbox", Inbox?.ToString()), ("team", Team?.ToString()), ("all", All ? "1" : null)]))
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        return query.ToString();
    }
}
