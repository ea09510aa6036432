using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Value;

/// <summary>How the value of customers is counted, and what came of it last. One row; absent means the usual.</summary>
public sealed class ValueSettings
{
    public const int TheOne = 1;

    private ValueSettings() { }

    public ValueSettings(string currency) => (Id, Currency) = (TheOne, currency);

    public int Id { get; private init; }

    /// <summary>In which everything is counted; orders in others are left out, and how many is said.</summary>
    public string Currency { get; private set; } = "CNY";

    /// <summary>How far back.</summary>
    public int Months { get; private set; } = 12;

    /// <summary>What an hour of service costs, in hundredths.</summary>
    public long HourlyCost { get; private set; }

    /// <summary>How long a reply takes on average, with everything around it.</summary>
    public int MinutesAReply { get; private set; } = 6;

    /// <summary>What share of the revenue remains when the goods are paid, in percent.</summary>
    public int MarginPercent { get; private set; } = 100;

    /// <summary>JSON: the rules of the tiers.</summary>
    public string Tiers { get; private set; } = "[]";

    /// <summary>What the rules say becomes so; otherwise it is only proposed.</summary>
    public bool AppliesTiers { get; private set; }

    /// <summary>JSON: what was counted last; null before the first time.</summary>
    public string? Summary { get; private set; }

    public DateTimeOffset? CountedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<TierRule> ReadTiers() => JsonSerializer.Deserialize<TierRule[]>(Tiers)!;

    public ValueSummary? ReadSummary() => Summary is null ? null : JsonSerializer.Deserialize<ValueSummary>(Summary);

    public void Change(string currency, int months, long hourlyCost, int minutesAReply, int marginPercent, IReadOnlyList<TierRule> tiers, bool appliesTiers)
    {
        (Currency, Months, HourlyCost, MinutesAReply, MarginPercent, AppliesTiers) = (currency, months, hourlyCost, minutesAReply, marginPercent, appliesTiers);
        Tiers = JsonSerializer.Serialize(tiers);
        Version++;
    }

    internal void Counted(ValueSummary summary, DateTimeOffset now)
    {
        (Summary, CountedAt) = (JsonSerializer.Serialize(summary), now);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<ValueSettings>
    {
        public void Configure(EntityTypeBuilder<ValueSettings> builder)
        {
            builder.ToTable("value_settings");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Currency).HasMaxLength(3);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>Who brings this much in the period has the tier; whoever has it keeps it until they bring less than the lower amount. In hundredths.</summary>
/// <param name="Enter">Profit from which one enters.</param>
/// <param name="Leave">Profit below which one leaves; lower, so that nobody goes back and forth.</param>
public sealed record TierRule(string Tier, long Enter, long Leave);

/// <summary>What came of a count.</summary>
/// <param name="Customers">With an order in the period.</param>
/// <param name="Repeaters">Of them with two or more.</param>
/// <param name="ShareOf80">The smallest share of customers that brings 80 % of the profit; null while there is none.</param>
/// <param name="Vital">How many customers that are.</param>
/// <param name="Curve">The share of the profit that the best 5, 10 … 100 % of the customers bring.</param>
/// <param name="OtherCurrencies">Orders in other currencies, which are left out.</param>
/// <param name="Watched">Histories that the chance to come back was learned from; 0 when there are too few.</param>
public sealed record ValueSummary(
    int Customers, int Repeaters, long Revenue, long Cost, long Profit, double? ShareOf80, int Vital, double? Gini, IReadOnlyList<double> Curve, int OtherCurrencies, int Watched,
    IReadOnlyDictionary<string, int> Segments, string Currency, int Months);
