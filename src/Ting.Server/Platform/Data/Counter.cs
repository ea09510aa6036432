using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Platform.Data;

/// <summary>A number that the <see cref="CommitGate"/> hands out without gaps, in the order of the commits.</summary>
public sealed class Counter
{
    public const string Events = "events";

    private Counter() { }

    public Counter(string name) => Name = name;

    public string Name { get; private init; } = "";
    public long Value { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<Counter>
    {
        public void Configure(EntityTypeBuilder<Counter> builder)
        {
            builder.ToTable("counters");
            builder.HasKey(counter => counter.Name);
            builder.Property(counter => counter.Name).HasMaxLength(40);
        }
    }
}

/// <summary>Gets the next number of its counter when it is first saved.</summary>
public interface INumbered
{
    /// <summary>Must have a row in the counters table.</summary>
    string CounterName { get; }

    void Numbered(long number);
}
