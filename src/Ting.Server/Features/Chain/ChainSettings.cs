using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Chain;

/// <summary>Which source stands for which link, and which surveys are meant. One row; absent means the usual.</summary>
public sealed class ChainSettings
{
    public const int TheOne = 1;

    public int Id { get; private init; } = TheOne;

    /// <summary>JSON: the source of each link that has another than the usual.</summary>
    public string Sources { get; private set; } = "{}";

    /// <summary>Null for the employee survey that was made last.</summary>
    public Guid? EmployeeSurveyId { get; private set; }

    /// <summary>Null for the SERVQUAL survey that was made last.</summary>
    public Guid? QualitySurveyId { get; private set; }

    /// <summary>Null for the NPS survey that was made last.</summary>
    public Guid? RecommendSurveyId { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public ChainSource SourceOf(ChainLink link) => ReadSources().TryGetValue(link.ToString(), out var name) && Enum.TryParse<ChainSource>(name, out var source) ? source : ChainMetrics.Usual(link);

    public void Choose(IReadOnlyDictionary<ChainLink, ChainSource> sources, Guid? employee, Guid? quality, Guid? recommend)
    {
        Sources = JsonSerializer.Serialize(sources.OrderBy(it => it.Key).ToDictionary(it => it.Key.ToString(), it => it.Value.ToString()));
        (EmployeeSurveyId, QualitySurveyId, RecommendSurveyId) = (employee, quality, recommend);
        Version++;
    }

    internal static async Task<ChainSettings> ReadAsync(AppDb db, CancellationToken cancel) => await db.ChainSettings.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new ChainSettings();

    private Dictionary<string, string> ReadSources() => JsonSerializer.Deserialize<Dictionary<string, string>>(Sources)!;

    internal sealed class Table : IEntityTypeConfiguration<ChainSettings>
    {
        public void Configure(EntityTypeBuilder<ChainSettings> builder)
        {
            builder.ToTable("chain_settings");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What a link came to in one week or month, as somebody says who has it from elsewhere: the books, the staff office.</summary>
public sealed class ChainValue
{
    private ChainValue() { }

    internal ChainValue(ChainLink link, ChainStep step, DateOnly start) => (Link, Step, Start) = (link, step, start);

    public ChainLink Link { get; private init; }
    public ChainStep Step { get; private init; }

    /// <summary>The first day of the week or month.</summary>
    public DateOnly Start { get; private init; }

    public double Value { get; private set; }
    public string EnteredBy { get; private set; } = "";
    public DateTimeOffset EnteredAt { get; private set; }

    public void Say(double value, string by, DateTimeOffset now) => (Value, EnteredBy, EnteredAt) = (value, by, now);

    internal sealed class Table : IEntityTypeConfiguration<ChainValue>
    {
        public void Configure(EntityTypeBuilder<ChainValue> builder)
        {
            builder.ToTable("chain_values");
            builder.HasKey(it => new { it.Link, it.Step, it.Start });
            builder.Property(it => it.Link).HasConversion<string>().HasMaxLength(25);
            builder.Property(it => it.Step).HasConversion<string>().HasMaxLength(5);
            builder.Property(it => it.EnteredBy).HasMaxLength(60);
        }
    }
}

public static class ChainTables
{
    extension(AppDb db)
    {
        public DbSet<ChainSettings> ChainSettings => db.Set<ChainSettings>();
        public DbSet<ChainValue> ChainValues => db.Set<ChainValue>();
    }
}
