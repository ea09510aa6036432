using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Value;

/// <summary>Something a customer bought: how much, when, and what. It comes from the shop's own system and is known by that system's number.</summary>
public sealed class Order
{
    public const int MostItems = 50;

    private Order() { }

    public Order(Guid personId, string externalId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (PersonId, ExternalId, RecordedAt) = (personId, externalId, now);
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>The shop's number; one order at most has it.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>In hundredths of the currency, whatever its smallest coin is. Negative for what was paid back.</summary>
    public long Amount { get; private set; }

    /// <summary>ISO 4217: CNY, JPY, GBP.</summary>
    public string Currency { get; private set; } = "";

    public DateTimeOffset PlacedAt { get; private set; }

    /// <summary>JSON: the names of what was bought.</summary>
    public string Items { get; private set; } = "[]";

    /// <summary>By when it was to arrive; null when nobody said.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When it arrived; null while it has not, or nobody says.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public IReadOnlyList<string> ReadItems() => JsonSerializer.Deserialize<string[]>(Items)!;

    /// <summary>What the shop says now.</summary>
    public void Record(Guid personId, long amount, string currency, DateTimeOffset placedAt, IReadOnlyList<string> items, DateTimeOffset now) =>
        (PersonId, Amount, Currency, PlacedAt, Items, RecordedAt) = (personId, amount, currency, placedAt, JsonSerializer.Serialize(items), now);

    /// <summary>On its way: by when, and whether it is there.</summary>
    public void Expect(DateTimeOffset? dueAt, DateTimeOffset? deliveredAt) => (DueAt, DeliveredAt) = (dueAt, deliveredAt);

    internal void MoveTo(Guid personId) => PersonId = personId;

    /// <summary>The person asked to be forgotten: that somebody bought for so much stays.</summary>
    internal void Forget() => (ExternalId, Items) = (Id.ToString(), "[]");

    internal sealed class Table : IEntityTypeConfiguration<Order>
    {
        public void Configure(EntityTypeBuilder<Order> builder)
        {
            builder.ToTable("orders");
            builder.Property(order => order.Id).ValueGeneratedNever();
            builder.Property(order => order.ExternalId).HasMaxLength(80);
            builder.Property(order => order.Currency).HasMaxLength(3);
            builder.HasIndex(order => order.ExternalId).IsUnique();
            builder.HasIndex(order => new { order.PersonId, order.PlacedAt, order.Id });
            builder.HasIndex(order => new { order.PlacedAt, order.Id });
        }
    }
}
