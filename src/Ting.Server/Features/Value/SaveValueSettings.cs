using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Value;

/// <summary>An administrator says how the value of customers is counted and who has which tier; it is counted again at once.</summary>
public static class SaveValueSettings
{
    public sealed record Request
    {
        public string Currency { get; set; } = "CNY";
        public int Months { get; set; } = 12;

        /// <summary>What an hour of service costs, in the currency.</summary>
        public double HourlyCost { get; set; }

        public int MinutesAReply { get; set; } = 6;
        public int MarginPercent { get; set; } = 100;
        public List<Rule> Tiers { get; set; } = [];

        /// <summary>What the rules say becomes so; otherwise it is only proposed.</summary>
        public bool AppliesTiers { get; set; }
    }

    /// <param name="Enter">Profit in the period from which one enters, in the currency.</param>
    /// <param name="Leave">Profit below which one leaves.</param>
    public sealed record Rule(string Tier, double Enter, double Leave);

    public sealed record Response(string Currency, int Months, double HourlyCost, int MinutesAReply, int MarginPercent, IReadOnlyList<Rule> Tiers, bool AppliesTiers)
    {
        internal static Response Of(ValueSettings it) =>
            new(it.Currency, it.Months, it.HourlyCost / 100.0, it.MinutesAReply, it.MarginPercent, [.. it.ReadTiers().Select(rule => new Rule(rule.Tier, rule.Enter / 100.0, rule.Leave / 100.0))], it.AppliesTiers);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/value/settings", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(Response.Of(await db.ReadValueSettingsAsync(cancel)));
            })
            .RequireAuthorization(Permission.Administer)
            .WithSummary("How the value of customers is counted");

        api.MapPut("/value/settings", async (Request request, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(request, cancel)).ToHttp(settings => TypedResults.Ok(Response.Of(settings))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Say how the value of customers is counted")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<ValueSettings>> HandleAsync(Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<ValueSettings>>(async () =>
        {
            if (request.Currency.Length != 3 || !request.Currency.All(char.IsAsciiLetterUpper))
                return Refusal.Invalid("order.currency", "currency");
            if (request.Months is < 1 or > 60)
                return Refusal.Invalid("value.months", "months");
            if (request.HourlyCost is not (>= 0 and <= 1e7) || request.MinutesAReply is < 0 or > 240)
                return Refusal.Invalid("value.cost", request.MinutesAReply is < 0 or > 240 ? "minutesAReply" : "hourlyCost");
            if (request.MarginPercent is < 1 or > 100)
                return Refusal.Invalid("value.margin", "marginPercent");
            if (request.Tiers.Any(rule => !DescribePerson.Tiers.Contains(rule.Tier) || rule.Enter is not (> 0 and <= 1e11) || !(rule.Leave >= 0) || rule.Leave > rule.Enter)
                || request.Tiers.DistinctBy(rule => rule.Tier).Count() < request.Tiers.Count
                || request.Tiers.OrderBy(rule => DescribePerson.Tiers.ToList().IndexOf(rule.Tier)).Zip(request.Tiers.OrderByDescending(rule => rule.Enter)).Any(pair => pair.First.Tier != pair.Second.Tier))
                return Refusal.Invalid("value.tiers", "tiers");

            await using var db = await database.CreateDbContextAsync(cancel);
            var settings = await db.ValueSettings.SingleOrDefaultAsync(cancel) ?? db.ValueSettings.Add(new ValueSettings(request.Currency)).Entity;
            settings.Change(request.Currency, request.Months, (long)Math.Round(request.HourlyCost * 100), request.MinutesAReply, request.MarginPercent,
                [.. request.Tiers.Select(rule => new TierRule(rule.Tier, (long)Math.Round(rule.Enter * 100), (long)Math.Round(rule.Leave * 100)))], request.AppliesTiers);
            db.Enqueue(new CountValue(), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return settings;
        });
    }
}
