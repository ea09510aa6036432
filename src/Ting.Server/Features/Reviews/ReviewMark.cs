using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Reviews;

/// <summary>A criterion that failed or passed in a review, for what is counted over many: by agent, by criterion, by period.</summary>
public sealed class ReviewMark
{
    private ReviewMark() { }

    public ReviewMark(Review review, string criterion, bool failed)
    {
        (ReviewId, Criterion) = (review.Id, criterion);
        Set(review, failed);
    }

    public Guid ReviewId { get; private init; }
    public Guid? AgentId { get; private set; }
    public string Criterion { get; private init; } = "";
    public bool Failed { get; private set; }
    public DateTimeOffset ResolvedAt { get; private set; }

    public void Set(Review review, bool failed) => (AgentId, Failed, ResolvedAt) = (review.AgentId, failed, review.ResolvedAt);

    internal sealed class Table : IEntityTypeConfiguration<ReviewMark>
    {
        public void Configure(EntityTypeBuilder<ReviewMark> builder)
        {
            builder.ToTable("review_marks");
            builder.HasKey(it => new { it.ReviewId, it.Criterion });
            builder.Property(it => it.Criterion).HasMaxLength(40);
            builder.HasIndex(it => new { it.AgentId, it.Criterion, it.ResolvedAt });
            builder.HasIndex(it => it.ResolvedAt);
        }
    }
}
