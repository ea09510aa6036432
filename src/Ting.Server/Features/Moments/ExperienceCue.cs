using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Moments;

/// <summary>Stored by name; never rename one.</summary>
public enum CueArea { Product, Service, Environment }

/// <summary>What it does to a customer: the aim is to take away the negative, raise the neutral, add positive ones of our own (MOT-04).</summary>
public enum CueFeeling { Negative, Neutral, Positive }

/// <summary>Stored by name; never rename one.</summary>
public enum CueStatus { Noticed, Planned, InPlace, Removed }

/// <summary>One thing that customers see, hear or feel with us, by where on their way it meets them (MOT-04 to MOT-07).</summary>
public sealed class ExperienceCue
{
    public const int MostText = 300;
    public const int MostSource = 120;

    private ExperienceCue() { }

    public ExperienceCue(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Text { get; private set; } = "";
    public CueFeeling Feeling { get; private set; }
    public CueArea Area { get; private set; }
    public JourneyStage Stage { get; private set; }
    public CueStatus Status { get; private set; }
    public Guid? OwnerId { get; private set; }

    /// <summary>From whom it was copied; empty for one's own. What is copied others copy too; one's own design they cannot (MOT-07).</summary>
    public string CopiedFrom { get; private set; } = "";

    /// <summary>The action that a survey's gap led to, where one exists.</summary>
    public Guid? ImprovementId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public bool IsOwn => CopiedFrom.Length == 0;

    public void Describe(string text, CueFeeling feeling, CueArea area, JourneyStage stage, CueStatus status, Guid? ownerId, string copiedFrom, Guid? improvementId)
    {
        (Text, Feeling, Area, Stage, Status, OwnerId, CopiedFrom, ImprovementId) = (text.Trim(), feeling, area, stage, status, ownerId, copiedFrom.Trim(), improvementId);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<ExperienceCue>
    {
        public void Configure(EntityTypeBuilder<ExperienceCue> builder)
        {
            builder.ToTable("experience_cues");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Text).HasMaxLength(MostText);
            builder.Property(it => it.CopiedFrom).HasMaxLength(MostSource);
            builder.Property(it => it.Feeling).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Area).HasConversion<string>().HasMaxLength(15);
            builder.Property(it => it.Stage).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Status).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => new { it.Area, it.Stage, it.Id });
        }
    }
}
