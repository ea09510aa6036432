using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Moments;
using Ting.Server.Features.Reviews;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chain;

/// <summary>The links that follow from what happened: who works here, what was resolved, what customers said and bought. Every period is looked up by an index of its own.</summary>
internal sealed class ChainFigures(AppDb db, ValueSettings value, IReadOnlyList<ChainPeriod> periods, DateTimeOffset now)
{
    private const double DaysOfAMonth = 365.25 / 12;

    private List<Employed>? _colleagues;

    public async Task<IReadOnlyList<ChainPoint>> ReadAsync(ChainSource source, CancellationToken cancel)
    {
        if (source is ChainSource.Tenure or ChainSource.Stayed)
            _colleagues ??= await ColleaguesAsync(cancel);

        var points = new List<ChainPoint>();
        foreach (var period in periods)
        {
            var (number, count) = await OfAsync(source, period, cancel);
            points.Add(new ChainPoint(period, count < ChainMetrics.Of(source).Fewest ? null : number, count));
        }

        return points;
    }

    private Task<(double? Value, int Count)> OfAsync(ChainSource source, ChainPeriod period, CancellationToken cancel) => source switch
    {
        ChainSource.Tenure => Task.FromResult(Tenure(period)),
        ChainSource.Stayed => Task.FromResult(Stayed(period)),
        ChainSource.ResolvedPerColleague => ResolvedAsync(period, cancel),
        ChainSource.MessagesPerResolution => MessagesAsync(period, cancel),
        ChainSource.ReviewScore => ReviewsAsync(period, cancel),
        ChainSource.Csat => SatisfiedAsync(period, cancel),
        ChainSource.RepeatOrders => RepeatOrdersAsync(period, cancel),
        ChainSource.RepeatContacts => RepeatContactsAsync(period, cancel),
        ChainSource.ServiceProfit => ProfitAsync(period, cancel),
        _ => RevenueAsync(period, cancel),
    };

    // Only what is known of accounts: since when there has been one, and when it was closed.
    private async Task<List<Employed>> ColleaguesAsync(CancellationToken cancel) =>
        await db.Agents.AsNoTracking().Where(it => it.Active || it.LeftAt != null).Select(it => new Employed(it.CreatedAt, it.LeftAt)).ToListAsync(cancel);

    private (double?, int) Tenure(ChainPeriod period)
    {
        var here = _colleagues!.Where(it => it.IsAt(period.To)).ToList();
        return here.Count == 0 ? (null, 0) : (here.Average(it => (period.To - it.Since).TotalDays) / DaysOfAMonth, here.Count);
    }

    private (double?, int) Stayed(ChainPeriod period)
    {
        var before = _colleagues!.Where(it => it.IsAt(period.From)).ToList();
        return before.Count == 0 ? (null, 0) : (before.Count(it => it.IsAt(period.To)) / (double)before.Count, before.Count);
    }

    private async Task<(double?, int)> ResolvedAsync(ChainPeriod period, CancellationToken cancel)
    {
        var resolved = Resolved(period).Where(it => it.AssigneeId != null);
        var (count, people) = (await resolved.CountAsync(cancel), await resolved.Select(it => it.AssigneeId).Distinct().CountAsync(cancel));
        return people == 0 ? (null, 0) : (count / (double)people, count);
    }

    private async Task<(double?, int)> MessagesAsync(ChainPeriod period, CancellationToken cancel) =>
        (await Resolved(period).AverageAsync(it => (double?)it.MessageCount, cancel), await Resolved(period).CountAsync(cancel));

    private async Task<(double?, int)> ReviewsAsync(ChainPeriod period, CancellationToken cancel)
    {
        var reviews = db.Reviews.AsNoTracking().Where(it => it.ResolvedAt >= period.From && it.ResolvedAt < period.To).Select(it => it.Person == null ? it.EngineScore : it.PersonScore).Where(score => score != null);
        return (await reviews.AverageAsync(score => (double?)score, cancel), await reviews.CountAsync(cancel));
    }

    private async Task<(double?, int)> SatisfiedAsync(ChainPeriod period, CancellationToken cancel)
    {
        var answered = db.SatisfactionRatings.AsNoTracking().Where(it => it.AnsweredAt >= period.From && it.AnsweredAt < period.To && it.Score != null);
        var (count, satisfied) = (await answered.CountAsync(cancel), await answered.CountAsync(it => it.Score >= CustomerSatisfaction.SatisfiedFrom, cancel));
        return count == 0 ? (null, 0) : (satisfied / (double)count, count);
    }

    // Of those who bought, how many had bought before.
    private async Task<(double?, int)> RepeatOrdersAsync(ChainPeriod period, CancellationToken cancel)
    {
        var buyers = Orders(period).Select(it => it.PersonId).Distinct();
        var orders = db.Orders; // a query may not name an extension
        var count = await buyers.CountAsync(cancel);
        var again = await buyers.CountAsync(person => orders.Any(it => it.PersonId == person && it.PlacedAt < period.From && it.Amount > 0), cancel);
        return count == 0 ? (null, 0) : (again / (double)count, count);
    }

    private async Task<(double?, int)> RepeatContactsAsync(ChainPeriod period, CancellationToken cancel)
    {
        if (period.To.AddDays(EffortFigures.RepeatDays) > now)
            return (null, 0); // some may still come back
        var counts = await EffortFigures.CountsAsync(db, new InsightFilter(period.From, period.To, null, null, null), cancel);
        return counts.Count == 0 ? (null, 0) : (counts.Repeated / (double)counts.Count, counts.Count);
    }

    private async Task<(double?, int)> RevenueAsync(ChainPeriod period, CancellationToken cancel)
    {
        var (sum, count) = await SoldAsync(period, cancel);
        return (sum / 100.0, count);
    }

    // What remains of the revenue, less what answering cost, as the value of customers is counted too.
    private async Task<(double?, int)> ProfitAsync(ChainPeriod period, CancellationToken cancel)
    {
        var (sum, count) = await SoldAsync(period, cancel);
        var replies = await Resolved(period).Join(db.Messages.Where(it => it.Kind == MessageKind.Reply), it => it.Id, message => message.ConversationId, (_, message) => message.Id).CountAsync(cancel);
        var cost = replies * value.MinutesAReply * value.HourlyCost / 60.0;
        return ((sum * value.MarginPercent / 100.0 - cost) / 100, count);
    }

    private async Task<(long Sum, int Count)> SoldAsync(ChainPeriod period, CancellationToken cancel)
    {
        var sold = db.Orders.AsNoTracking().Where(it => it.PlacedAt >= period.From && it.PlacedAt < period.To && it.Currency == value.Currency);
        return (await sold.SumAsync(it => it.Amount, cancel), await sold.CountAsync(cancel));
    }

    private IQueryable<Conversation> Resolved(ChainPeriod period) => db.Conversations.AsNoTracking().Where(it => it.ResolvedAt >= period.From && it.ResolvedAt < period.To);

    private IQueryable<Order> Orders(ChainPeriod period) => db.Orders.AsNoTracking().Where(it => it.PlacedAt >= period.From && it.PlacedAt < period.To && it.Amount > 0);

    /// <param name="Left">Null while they are here.</param>
    private sealed record Employed(DateTimeOffset Since, DateTimeOffset? Left)
    {
        public bool IsAt(DateTimeOffset moment) => Since < moment && (Left is not { } left || left >= moment);
    }
}
