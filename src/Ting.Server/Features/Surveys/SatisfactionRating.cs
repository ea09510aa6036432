using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys;

/// <summary>The satisfaction question after one conversation: asked once, answered or not, and predicted in either case.</summary>
public sealed class SatisfactionRating
{
    private SatisfactionRating() { }

    public SatisfactionRating(Guid conversationId, double predicted, DateTimeOffset now)
    {
        ConversationId = conversationId;
        Predicted = predicted;
        AskedAt = now;
    }

    public Guid ConversationId { get; private init; }

    /// <summary>1 to 5; null until answered.</summary>
    public int? Score { get; private set; }

    /// <summary>Reason keys, separated by commas.</summary>
    public string Reasons { get; private set; } = "";

    public string? Comment { get; private set; }

    /// <summary>What the words of the conversation let expect, from 1 to 5.</summary>
    public double Predicted { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public void Ask(double predicted, DateTimeOffset now) => (Predicted, AskedAt) = (predicted, now);

    public void Answer(int score, string reasons, string? comment, DateTimeOffset now) =>
        (Score, Reasons, Comment, AnsweredAt) = (score, reasons, comment, now);

    internal sealed class Table : IEntityTypeConfiguration<SatisfactionRating>
    {
        public void Configure(EntityTypeBuilder<SatisfactionRating> builder)
        {
            builder.ToTable("satisfaction_ratings");
            builder.HasKey(rating => rating.ConversationId);
            builder.Property(rating => rating.ConversationId).ValueGeneratedNever();
            builder.Property(rating => rating.Reasons).HasMaxLength(200);
            builder.Property(rating => rating.Comment).HasMaxLength(2000);
            builder.HasIndex(rating => rating.AskedAt);
            builder.HasIndex(rating => rating.AnsweredAt);
        }
    }
}

public static class SurveyTables
{
    extension(AppDb db)
    {
        public DbSet<SatisfactionRating> SatisfactionRatings => db.Set<SatisfactionRating>();
    }
}
