using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.People;

/// <summary>A birthday or another day to remember; the year may be unknown.</summary>
public sealed class ImportantDate
{
    private ImportantDate() { }

    public ImportantDate(Guid personId, string kind, string label, int? year, int month, int day, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = personId;
        Kind = kind;
        Label = label;
        Year = year;
        Month = month;
        Day = day;
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>birthday, anniversary or other.</summary>
    public string Kind { get; private init; } = "";

    public string Label { get; private init; } = "";
    public int? Year { get; private init; }
    public int Month { get; private init; }
    public int Day { get; private init; }

    internal void MoveTo(Guid personId) => PersonId = personId;

    internal sealed class Table : IEntityTypeConfiguration<ImportantDate>
    {
        public void Configure(EntityTypeBuilder<ImportantDate> builder)
        {
            builder.ToTable("important_dates");
            builder.Property(date => date.Id).ValueGeneratedNever();
            builder.Property(date => date.Kind).HasMaxLength(20);
            builder.Property(date => date.Label).HasMaxLength(120);
            builder.HasIndex(date => date.PersonId);
            builder.HasIndex(date => new { date.Month, date.Day, date.PersonId });
        }
    }
}
