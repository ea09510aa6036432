using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Value;

/// <summary>Counts what every customer brought and cost in the period: profit, fifths of RFM, the chance that they still buy, and what the rules of the tiers say.</summary>
public sealed record CountValue : IJob
{
    public const string Topic = "value";
    private const int PeopleAtOnce = 500;

    /// <summary>With fewer histories the fitted rates mean too little to say anything about one customer.</summary>
    public const int LeastHistories = 100;

    public static string Name => "count-value";

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock) : IJobHandler<CountValue>
    {
        public async Task HandleAsync(CountValue job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var settings = await db.ReadValueSettingsAsync(cancel);
            var since = now.AddMonths(-settings.Months);
            var customers = await ReadAsync(db, settings.Currency, since, now, cancel);
            await CostAsync(db, customers, settings, since, cancel);
            var watched = Judge(customers, now);
            await TiersAsync(customers, settings, now, cancel);
            await WriteAsync(customers, cancel);
            var others = await db.Orders.CountAsync(it => it.PlacedAt >= since && it.Currency != settings.Currency, cancel);
            await Attempts.OnConflictAsync(() => SumUpAsync(customers, settings, others, watched, now, cancel));
            live.Publish(Topic);
        }

        // Orders are read once, in the order of their time; of each customer only the sums are kept.
        private static async Task<Dictionary<Guid, Customer>> ReadAsync(AppDb db, string currency, DateTimeOffset since, DateTimeOffset now, CancellationToken cancel)
        {
            var customers = new Dictionary<Guid, Customer>();
            await foreach (var order in db.Orders.AsNoTracking().Where(it => it.PlacedAt >= since && it.PlacedAt <= now && it.Currency == currency).OrderBy(it => it.PlacedAt).ThenBy(it => it.Id)
                .Select(it => new { it.PersonId, it.Amount, it.PlacedAt }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (!customers.TryGetValue(order.PersonId, out var customer))
                    customers[order.PersonId] = customer = new Customer(new CustomerValue(order.PersonId) { FirstAt = order.PlacedAt }, []);
                customer.Value.Revenue += order.Amount;
                customer.Value.LastAt = order.PlacedAt;
                customer.Value.Orders += order.Amount > 0 ? 1 : 0; // what was paid back is no purchase
                if (order.Amount > 0)
                    customer.Purchases.Add((DateOnly.FromDateTime(order.PlacedAt.UtcDateTime), order.Amount / 100.0));
            }

            return customers.Where(it => it.Value.Value.Orders > 0).ToDictionary();
        }

        private static async Task CostAsync(AppDb db, Dictionary<Guid, Customer> customers, ValueSettings settings, DateTimeOffset since, CancellationToken cancel)
        {
            foreach (var ids in customers.Keys.Chunk(PeopleAtOnce))
            {
                var replies = await (from conversation in db.Conversations
                                     where ids.Contains(conversation.PersonId)
                                     join message in db.Messages on conversation.Id equals message.ConversationId
                                     where message.Kind == MessageKind.Reply && message.At >= since
                                     group message by conversation.PersonId into mine
                                     select new { mine.Key, Count = mine.Count() }).ToDictionaryAsync(it => it.Key, it => it.Count, cancel);
                foreach (var id in ids)
                {
                    var value = customers[id].Value;
                    value.Replies = replies.GetValueOrDefault(id);
                    value.Cost = value.Replies * settings.MinutesAReply * settings.HourlyCost / 60;
                    value.Profit = (value.Revenue * settings.MarginPercent / 100) - value.Cost;
                }
            }
        }

        /// <returns>From how many histories the chance to come back was learned.</returns>
        private static int Judge(Dictionary<Guid, Customer> customers, DateTimeOffset now)
        {
            if (customers.Count == 0)
                return 0;

            Customer[] all = [.. customers.Values];
            var scores = Rfm.Score([.. all.Select(it => new RfmCustomer((now - it.Value.LastAt).TotalDays, it.Value.Orders, it.Value.Revenue / 100.0))]);
            foreach (var (customer, score) in all.Zip(scores))
                (customer.Value.Recency, customer.Value.Frequency, customer.Value.Monetary, customer.Value.Segment) = (score.Recency, score.Frequency, score.Monetary, score.Segment);

            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var watched = all.Where(it => it.Purchases[0].Day < today).Select(it => (it.Value, History: BuyingHistory.Of(it.Purchases, today))).ToList();
            if (watched.Count < LeastHistories || watched.All(it => it.History.Repeats == 0))
                return 0;

            var model = BgNbd.Fit([.. watched.Select(it => it.History)]);
            foreach (var (value, history) in watched)
                value.Alive = model.ChanceAlive(history);
            return watched.Count;
        }

        private async Task TiersAsync(Dictionary<Guid, Customer> customers, ValueSettings settings, DateTimeOffset now, CancellationToken cancel)
        {
            var rules = settings.ReadTiers();
            if (rules.Count == 0)
                return;

            foreach (var ids in customers.Keys.Chunk(PeopleAtOnce))
                await Attempts.OnConflictAsync(() => RateAsync(ids, customers, rules, settings, now, cancel));
        }

        private async Task<bool> RateAsync(Guid[] ids, Dictionary<Guid, Customer> customers, IReadOnlyList<TierRule> rules, ValueSettings settings, DateTimeOffset now, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            foreach (var person in await db.People.Where(it => ids.Contains(it.Id) && it.ErasedAt == null && it.MergedIntoId == null).ToListAsync(cancel))
            {
                var value = customers[person.Id].Value;
                var tier = TierRules.For(rules, person.Tier, value.Profit);
                (value.IsProposed, value.ProposedTier) = (tier != person.Tier, tier == person.Tier ? null : tier);
                if (!value.IsProposed || !settings.AppliesTiers)
                    continue;

                var data = JsonSerializer.Serialize(new { from = person.Tier, to = tier, profit = value.Profit / 100.0, currency = settings.Currency, months = settings.Months }, JsonSerializerOptions.Web);
                person.Restate(person.Name, person.Language, person.Company, tier, now);
                db.Append(person.Log("person.tier", "system", data, now));
                (value.IsProposed, value.ProposedTier) = (false, null);
            }

            await db.SaveChangesAsync(cancel);
            return true;
        }

        private async Task WriteAsync(Dictionary<Guid, Customer> customers, CancellationToken cancel)
        {
            var first = true;
            foreach (var some in customers.Values.Chunk(PeopleAtOnce).DefaultIfEmpty([]))
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                await db.WriteAsync(async inside =>
                {
                    if (first)
                        await db.CustomerValues.ExecuteDeleteAsync(inside);
                    db.CustomerValues.AddRange(some.Select(it => it.Value));
                    return await db.SaveChangesAsync(inside);
                }, cancel);
                first = false;
            }
        }

        private async Task<bool> SumUpAsync(Dictionary<Guid, Customer> customers, ValueSettings read, int others, int watched, DateTimeOffset now, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var settings = await db.ValueSettings.SingleOrDefaultAsync(cancel) ?? db.ValueSettings.Add(new ValueSettings(read.Currency)).Entity;
            settings.Counted(Summary([.. customers.Values.Select(it => it.Value)], read, others, watched), now);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        private static ValueSummary Summary(CustomerValue[] all, ValueSettings settings, int others, int watched)
        {
            double[] profits = [.. all.Select(it => it.Profit / 100.0)];
            var some = profits.Sum() > 0;
            var curve = some ? Pareto.Cumulative(profits) : [];
            return new ValueSummary(
                all.Length, all.Count(it => it.Orders > 1), all.Sum(it => it.Revenue), all.Sum(it => it.Cost), all.Sum(it => it.Profit),
                some ? Pareto.ShareReaching(profits, 0.8) : null, some ? Pareto.VitalFew(profits, 0.8).Count : 0,
                all.Length > 0 && profits.All(profit => profit >= 0) ? Gini.Of(profits) : null,
                [.. Enumerable.Range(1, 20).Where(_ => some).Select(part => curve[Math.Max(0, (int)Math.Ceiling(part * all.Length / 20.0) - 1)])],
                others, watched, all.CountBy(it => it.Segment).ToDictionary(it => it.Key.ToString(), it => it.Value), settings.Currency, settings.Months);
        }

        private sealed record Customer(CustomerValue Value, List<(DateOnly Day, double Amount)> Purchases);
    }
}
