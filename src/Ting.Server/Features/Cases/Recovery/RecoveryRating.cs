using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Recovery;

/// <summary>The customer asked again after a complaint was closed, beside what they had said before: whether the trust came back.</summary>
public sealed class RecoveryRating
{
    /// <summary>How long a customer may think again.</summary>
    public static readonly TimeSpan Editable = TimeSpan.FromHours(24);

    private RecoveryRating() { }

    /// <param name="before">What they answered before, from 1 to 5; null when they had not.</param>
    public RecoveryRating(Case matter, Guid? conversationId, int? before, DateTimeOffset now)
    {
        CaseId = matter.Id;
        Round = matter.Round;
        ConversationId = conversationId;
        Before = before;
        AskedAt = now;
    }

    public Guid CaseId { get; private init; }
    public int Round { get; private init; }

    /// <summary>Where the question was put.</summary>
    public Guid? ConversationId { get; private init; }

    public int? Before { get; private init; }

    /// <summary>1 to 5; null until answered.</summary>
    public int? Score { get; private set; }

    public string? Comment { get; private set; }
    public DateTimeOffset AskedAt { get; private init; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? DeclinedAt { get; private set; }

    public bool CanChange(DateTimeOffset now) => AnsweredAt is not { } first || now < first + Editable;

    public Outcome<bool> Answer(int score, string? comment, DateTimeOffset now)
    {
        if (!CanChange(now))
            return Refusal.Conflict("recovery.closed");

        (Score, Comment, AnsweredAt, DeclinedAt) = (score, comment, AnsweredAt ?? now, null);
        return true;
    }

    public Outcome<bool> Decline(DateTimeOffset now)
    {
        if (!CanChange(now))
            return Refusal.Conflict("recovery.closed");

        (Score, Comment, AnsweredAt, DeclinedAt) = (null, null, null, now);
        return true;
    }

    internal void Forget() => Comment = null;

    internal sealed class Table : IEntityTypeConfiguration<RecoveryRating>
    {
        public void Configure(EntityTypeBuilder<RecoveryRating> builder)
        {
            builder.ToTable("case_recoveries");
            builder.HasKey(it => new { it.CaseId, it.Round });
            builder.Property(it => it.Comment).HasMaxLength(2000);
            builder.HasIndex(it => it.AskedAt);
        }
    }
}
