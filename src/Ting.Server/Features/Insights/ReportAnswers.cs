using System.ComponentModel;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Insights;

/// <summary>The figures for programs. Same filters, same numbers and same permissions as the page.</summary>
public static class ReportAnswers
{
    public sealed record Query
    {
        public string? From { get; init; }
        public string? To { get; init; }
        public string? By { get; init; }
        public Guid? Inbox { get; init; }
        public Guid? Team { get; init; }
        public Guid? Agent { get; init; }
        public string? Zone { get; init; }
        public string? Period { get; init; }
    }

    public sealed record Report(string Name, DateTimeOffset From, DateTimeOffset To, object Figures);

    public sealed record ShareShape(int Hits, int Count, double? Share, double? Low, double? High, [property: Description("Fewer than 20: the share misleads")] bool TooFew)
    {
        public static ShareShape Of(int hits, int count)
        {
            if (count == 0)
                return new(0, 0, null, null, null, true);
            var share = Proportion.Wilson(hits, count);
            return new(hits, count, share.Value, share.Low, share.High, count < CustomerSatisfaction.FewestAnswers);
        }
    }

    public sealed record RowsPage(int Count, IReadOnlyList<object> Items, string? NextCursor);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/{name}", async (string name, [AsParameters] Query query, ClaimsPrincipal user, InsightQueries insights, TimeProvider clock) =>
            {
                if (Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                if (name == "queue")
                    return TypedResults.Ok(new Report(name, asked.Filter.From, asked.Filter.To, await insights.QueueAsync(asked.Filter)));

                var byHour = query.By == "hour" || (query.By is null && asked.Period.Days <= 2);
                if (byHour && asked.Period.Days > 31)
                    return Refusal.Invalid("insights.too_many_hours", "by").ToHttp();
                var figures = await insights.FiguresAsync(asked.Filter, asked.Period.Zone, byHour);
                object? shape = name switch
                {
                    "times" when query.By == "inbox" => figures.Inboxes,
                    "times" when query.By == "team" => figures.Teams,
                    "times" => new { figures.FirstReply, figures.Resolution },
                    "volume" when query.By == "inbox" => figures.Inboxes,
                    "volume" when query.By == "team" => figures.Teams,
                    "volume" => new { figures.Received, figures.Resolved, by = byHour ? "hour" : "day", items = figures.Volume },
                    "satisfaction" when query.By == "inbox" => figures.Inboxes,
                    "satisfaction" when query.By == "team" => figures.Teams,
                    "satisfaction" => new
                    {
                        figures.Satisfaction.Asked,
                        figures.Satisfaction.Answered,
                        figures.Satisfaction.Declined,
                        figures.Satisfaction.Scores,
                        satisfied = ShareShape.Of(figures.Satisfaction.Satisfied, figures.Satisfaction.Answered),
                        responseRate = ShareShape.Of(figures.Satisfaction.Answered, figures.Satisfaction.Asked),
                        figures.Satisfaction.PredictedOnly,
                        figures.Satisfaction.PredictedOfUnanswered,
                        figures.Satisfaction.PredictedOfAnswered,
                    },
                    "emotion" => new { figures.Emotion.First, figures.Emotion.Last, recovery = ShareShape.Of(figures.Emotion.Recovered, figures.Emotion.NegativeStart) },
                    "coach" => new { items = figures.Coach },
                    "topics" => new { items = figures.Topics },
                    "service-levels" => new { items = figures.Targets.Select(it => new { it.Target, met = ShareShape.Of(it.Met, it.Count) }) },
                    _ => null,
                };
                return shape is null ? Refusal.NotFound("insights.unknown_report").ToHttp() : TypedResults.Ok(new Report(name, asked.Filter.From, asked.Filter.To, shape));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Read a report: queue, times, volume, satisfaction, emotion, coach, topics or service-levels")
            .WithDescription("from and to are days (2026-04-01), both included, in the zone named (UTC when left out). by is day, hour, inbox or team.")
            .Produces<Report>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/reports/{name}/rows", async (string name, string? of, string? cursor, int? limit, [AsParameters] Query query, ClaimsPrincipal user,
                IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                if (Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                var now = clock.GetUtcNow();
                if (RowQueries.Rows(db, asked.Filter, name, of, cursor, now) is not { } rows)
                    return Refusal.NotFound("insights.unknown_number").ToHttp();

                var size = Math.Clamp(limit ?? RowQueries.PageSize, 1, 200);
                var items = await rows.Take(size + 1).ToListAsync(cancel);
                return TypedResults.Ok(new RowsPage(
                    await RowQueries.CountAsync(db, asked.Filter, name, of, now, cancel)!,
                    [.. items.Take(size)],
                    items.Count > size ? items[size - 1].Cursor : null));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Read the rows behind a number: open, waiting, at-risk, received, resolved, answered, score, recovered, coach …")
            .Produces<RowsPage>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Outcome<(InsightFilter Filter, InsightPeriod Period)> Read(Query query, ClaimsPrincipal user, TimeProvider clock)
    {
        var zone = query.Zone is { Length: < 64 } id ? TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : null : TimeZoneInfo.Utc;
        if (zone is null)
            return Refusal.Invalid("insights.unknown_zone", "zone");

        var period = InsightPeriod.Read(query.From is null ? query.Period : "custom", query.From, query.To, zone, clock.GetUtcNow());
        if (query.From is not null && period.Name != "custom")
            return Refusal.Invalid("insights.not_a_day", "from");
        if (new InsightFilter(period.From, period.To, query.Inbox, query.Team, query.Agent).For(user).IsRefused(out var refusal, out var filter))
            return refusal;
        return (filter, period);
    }
}
