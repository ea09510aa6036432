using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>What the workspace sets aside for gestures each month, in its one currency. Trust is the default and the loss is priced in (VAL-07).</summary>
public sealed class Goodwill
{
    public const int TheOne = 1;

    private Goodwill() { }

    public Goodwill(string currency, long budget)
    {
        Id = TheOne;
        (Currency, Budget) = (currency, budget);
    }

    public int Id { get; private init; }

    /// <summary>ISO 4217: CNY, JPY, GBP …</summary>
    public string Currency { get; private set; } = "";

    /// <summary>For one month of UTC, in the smallest unit of the currency.</summary>
    public long Budget { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Set(string currency, long budget) => (Currency, Budget, Version) = (currency, budget, Version + 1);

    internal sealed class Table : IEntityTypeConfiguration<Goodwill>
    {
        public void Configure(EntityTypeBuilder<Goodwill> builder)
        {
            builder.ToTable("goodwill");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Currency).HasMaxLength(3);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>How much of one month's budget has been given. One row for all, so that two who give at once cannot both have the last of it.</summary>
public sealed class GoodwillMonth
{
    private GoodwillMonth() { }

    public GoodwillMonth(string month) => Month = month;

    /// <summary>2026-04</summary>
    public string Month { get; private init; } = "";

    public long Spent { get; private set; }
    public int Version { get; private set; }

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <returns>False when the budget does not reach; then nothing was taken.</returns>
    public bool TryTake(long amount, long budget)
    {
        if (amount > budget - Spent)
            return false;

        Spent += amount;
        Version++;
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<GoodwillMonth>
    {
        public void Configure(EntityTypeBuilder<GoodwillMonth> builder)
        {
            builder.ToTable("goodwill_months");
            builder.HasKey(it => it.Month);
            builder.Property(it => it.Month).HasMaxLength(7);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}
