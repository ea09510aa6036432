using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Reviews.Engine;

namespace Ting.Server.Features.Reviews;

/// <summary>What happened to a review. Upheld: the supervisor stays by it; changed: the agent was right.</summary>
public enum ReviewEntryKind { Looked, Filled, Passed, Disputed, Upheld, Changed, Lesson }

/// <summary>One line of a review's history. Nothing is ever changed in it; only words of somebody who is forgotten are taken away.</summary>
public sealed class ReviewEntry
{
    public const int LongestText = 2000;

    private ReviewEntry() { }

    public ReviewEntry(Review review, ReviewEntryKind kind, string actor, DateTimeOffset now, string? text = null, string? criterion = null, CriterionVerdict? verdict = null)
    {
        Id = Guid.CreateVersion7(now);
        (ReviewId, Sequence) = (review.Id, review.Version);
        (Kind, Actor, At, Text, Criterion, Verdict, Score) = (kind, actor, now, text, criterion, verdict, review.Score);
    }

    public Guid Id { get; private init; }
    public Guid ReviewId { get; private init; }

    /// <summary>The review's version that it belongs to: the order in which things happened.</summary>
    public int Sequence { get; private init; }

    public ReviewEntryKind Kind { get; private init; }

    /// <summary>As the event log writes it: agent:ID, key:ID or system.</summary>
    public string Actor { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    /// <summary>The reason, in the words of who gave it; of a lesson the course's key.</summary>
    public string? Text { get; private set; }

    public string? Criterion { get; private init; }

    /// <summary>What the criterion was changed to.</summary>
    public CriterionVerdict? Verdict { get; private init; }

    /// <summary>The review's after it.</summary>
    public int? Score { get; private init; }

    public void Forget() => Text = Kind is ReviewEntryKind.Lesson ? Text : null;

    internal sealed class Table : IEntityTypeConfiguration<ReviewEntry>
    {
        public void Configure(EntityTypeBuilder<ReviewEntry> builder)
        {
            builder.ToTable("review_entries");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.Actor).HasMaxLength(60);
            builder.Property(it => it.Text).HasMaxLength(LongestText);
            builder.Property(it => it.Criterion).HasMaxLength(40);
            builder.Property(it => it.Verdict).HasConversion<string>().HasMaxLength(20);
            builder.HasIndex(it => new { it.ReviewId, it.Sequence, it.Id });
        }
    }
}
