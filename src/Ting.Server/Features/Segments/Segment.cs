using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Segments;

/// <summary>People who have something in common, whoever they are at the moment, and how to serve them.</summary>
public sealed class Segment
{
    public const int MostName = 60;
    public const int MostStrategy = 1000;

    private Segment() { }

    public Segment(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>What whoever serves them should know and do.</summary>
    public string Strategy { get; private set; } = "";

    /// <summary>As of a label; null for grey.</summary>
    public string? Colour { get; private set; }

    public RuleMatch Match { get; private set; }

    /// <summary>JSON of <see cref="SegmentCondition"/>s.</summary>
    public string Conditions { get; private set; } = "[]";

    /// <summary>How many they were when they were counted last.</summary>
    public int? Members { get; private set; }

    public DateTimeOffset? CountedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Describe(string name, string strategy, string? colour)
    {
        (Name, Strategy, Colour) = (name.Trim(), strategy.Trim(), colour);
        Version++;
    }

    /// <returns>False when others would not belong to it than before.</returns>
    public bool If(RuleMatch match, IEnumerable<SegmentCondition> conditions)
    {
        var written = RuleJson.Write(conditions);
        if ((match, written) == (Match, Conditions))
            return false;

        (Match, Conditions, Members, CountedAt) = (match, written, null, null);
        Version++;
        return true;
    }

    public IReadOnlyList<SegmentCondition> ReadConditions() => RuleJson.Read<SegmentCondition[]>(Conditions);

    internal sealed class Table : IEntityTypeConfiguration<Segment>
    {
        public void Configure(EntityTypeBuilder<Segment> builder)
        {
            builder.ToTable("segments");
            builder.Property(segment => segment.Id).ValueGeneratedNever();
            builder.Property(segment => segment.Name).HasMaxLength(MostName);
            builder.Property(segment => segment.Strategy).HasMaxLength(MostStrategy);
            builder.Property(segment => segment.Colour).HasMaxLength(20);
            builder.Property(segment => segment.Match).HasConversion<string>().HasMaxLength(5);
            builder.Property(segment => segment.Version).IsConcurrencyToken();
            builder.HasIndex(segment => segment.Name).IsUnique();
        }
    }
}

public static class SegmentTables
{
    extension(AppDb db)
    {
        public DbSet<Segment> Segments => db.Set<Segment>();
    }
}

/// <summary>A segment, ready to be asked.</summary>
public sealed record SegmentEntry(Guid Id, string Name, string Strategy, string? Colour, RuleMatch Match, IReadOnlyList<SegmentCondition> Conditions)
{
    internal static SegmentEntry Of(Segment it) => new(it.Id, it.Name, it.Strategy, it.Colour, it.Match, it.ReadConditions());
}

/// <summary>All segments, kept in memory: a page asks the database nothing about segments where there are none.</summary>
public sealed record SegmentBook(IReadOnlyList<SegmentEntry> All)
{
    /// <summary>More than anybody can tell apart; every one of them is judged beside a conversation.</summary>
    public const int Most = 100;

    internal static async Task<SegmentBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new([.. (await db.Segments.AsNoTracking().OrderBy(it => it.Id).Take(Most).ToListAsync(cancel)).Select(SegmentEntry.Of)]);

    public bool LookAt(params SegmentField[] fields) => All.Any(segment => segment.Conditions.Any(condition => fields.Contains(condition.Field)));
}
