using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Measurement;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Improvements;

public enum ImprovementState { Open, Done, Dropped }

/// <summary>
/// Something that is done about what a survey showed, and the gap of the five-gap model that it closes (SQ-05): 1 what customers expect and what we believe they expect, 2 what we believe and the
/// standards we set, 3 standards and what is done, 4 what is done and what is promised outside, 5 expected and perceived.
/// </summary>
public sealed class Improvement
{
    public const int Gaps = 5;

    private Improvement() { }

    public Improvement(Guid surveyId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SurveyId = surveyId;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid SurveyId { get; private init; }
    public string Title { get; private set; } = "";
    public string Note { get; private set; } = "";

    /// <summary>1 to 5.</summary>
    public int Gap { get; private set; } = Gaps;

    /// <summary>Whose mean tells whether it helped; null for the whole.</summary>
    public ServqualDimension? Dimension { get; private set; }

    public Guid? OwnerId { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public ImprovementState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>What was answered before and after this moment is compared.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    public int Version { get; private set; }

    public void Describe(string title, string note, int gap, ServqualDimension? dimension, Guid? ownerId, DateTimeOffset? dueAt)
    {
        (Title, Note, Gap, Dimension, OwnerId, DueAt) = (title.Trim(), note.Trim(), gap, dimension, ownerId, dueAt);
        Version++;
    }

    public void Become(ImprovementState state, DateTimeOffset now)
    {
        (State, DoneAt) = (state, state is ImprovementState.Done ? DoneAt ?? now : null);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Improvement>
    {
        public void Configure(EntityTypeBuilder<Improvement> builder)
        {
            builder.ToTable("improvements");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Title).HasMaxLength(200);
            builder.Property(it => it.Note).HasMaxLength(2000);
            builder.Property(it => it.Dimension).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => new { it.SurveyId, it.State, it.Id });
        }
    }
}

public static class ImprovementTables
{
    extension(AppDb db)
    {
        public DbSet<Improvement> Improvements => db.Set<Improvement>();
    }
}
