using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Measurement;

namespace Ting.Server.Features.Value;

/// <summary>What one customer brought and cost in the period, as it was counted last. Amounts in hundredths.</summary>
public sealed class CustomerValue
{
    private CustomerValue() { }

    internal CustomerValue(Guid personId) => PersonId = personId;

    public Guid PersonId { get; private init; }
    public long Revenue { get; internal set; }
    public int Orders { get; internal set; }

    /// <summary>What our side wrote to them in the period: what serving them costs follows from it.</summary>
    public int Replies { get; internal set; }

    public long Cost { get; internal set; }
    public long Profit { get; internal set; }
    public DateTimeOffset FirstAt { get; internal set; }
    public DateTimeOffset LastAt { get; internal set; }

    /// <summary>Fifths from 1 to 5; 5 is recent, often, much.</summary>
    public int Recency { get; internal set; }

    public int Frequency { get; internal set; }
    public int Monetary { get; internal set; }
    public RfmSegment Segment { get; internal set; }

    /// <summary>The chance that they still buy; null where there are too few customers to tell.</summary>
    public double? Alive { get; internal set; }

    /// <summary>The tier that the rules would give; null when it is the one they have.</summary>
    public string? ProposedTier { get; internal set; }

    /// <summary>The rules speak for another tier, or for none.</summary>
    public bool IsProposed { get; internal set; }

    internal sealed class Table : IEntityTypeConfiguration<CustomerValue>
    {
        public void Configure(EntityTypeBuilder<CustomerValue> builder)
        {
            builder.ToTable("customer_values");
            builder.HasKey(it => it.PersonId);
            builder.Property(it => it.PersonId).ValueGeneratedNever();
            builder.Property(it => it.Segment).HasConversion<string>().HasMaxLength(12);
            builder.Property(it => it.ProposedTier).HasMaxLength(20);
            builder.HasIndex(it => new { it.Profit, it.PersonId });
            builder.HasIndex(it => new { it.Segment, it.Profit, it.PersonId });
            builder.HasIndex(it => new { it.IsProposed, it.Profit, it.PersonId });
        }
    }
}
