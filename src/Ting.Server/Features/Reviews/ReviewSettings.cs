using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Reviews;

/// <summary>What is picked for people, and when a lesson is asked for. One row; absent means the usual.</summary>
public sealed class ReviewSettings
{
    public const int TheOne = 1;
    public const int LongestSeed = 40;

    public int Id { get; private init; } = TheOne;

    /// <summary>A score under this is a risk.</summary>
    public int RiskBelow { get; private set; } = 40;

    public bool PicksEscalated { get; private set; } = true;
    public bool PicksDisagreement { get; private set; } = true;

    /// <summary>Of a thousand others, how many are drawn.</summary>
    public int RandomPermille { get; private set; } = 20;

    /// <summary>Another seed draws others.</summary>
    public string Seed { get; private set; } = "ting";

    /// <summary>So many failures of one criterion within <see cref="LessonDays"/> days lead to its course; 0 for never.</summary>
    public int LessonAfter { get; private set; } = 3;

    public int LessonDays { get; private set; } = 30;
    public int Version { get; private set; }

    public SamplingRules Sampling => new(RiskBelow, PicksEscalated, PicksDisagreement, RandomPermille, Seed);

    public void Change(SamplingRules rules, int lessonAfter, int lessonDays)
    {
        (RiskBelow, PicksEscalated, PicksDisagreement, RandomPermille, Seed) = (rules.RiskBelow, rules.PicksEscalated, rules.PicksDisagreement, rules.RandomPermille, rules.Seed);
        (LessonAfter, LessonDays) = (lessonAfter, lessonDays);
        Version++;
    }

    internal static async Task<ReviewSettings> ReadAsync(AppDb db, CancellationToken cancel) =>
        await db.Set<ReviewSettings>().AsNoTracking().SingleOrDefaultAsync(it => it.Id == TheOne, cancel) ?? new();

    internal sealed class Table : IEntityTypeConfiguration<ReviewSettings>
    {
        public void Configure(EntityTypeBuilder<ReviewSettings> builder)
        {
            builder.ToTable("review_settings");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Seed).HasMaxLength(LongestSeed);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.Ignore(it => it.Sampling);
        }
    }
}
