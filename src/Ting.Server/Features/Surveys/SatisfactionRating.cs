using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys;

/// <summary>The satisfaction question after one conversation: asked or left out, answered or not, and predicted in either case.</summary>
public sealed class SatisfactionRating
{
    /// <summary>How long a customer may think again.</summary>
    public static readonly TimeSpan Editable = TimeSpan.FromHours(24);

    /// <summary>The five factors of satisfaction (SAT-02), in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> KnownReasons = ["understanding", "reliability", "speed", "courtesy", "care"];

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

    /// <summary>False when the question was left out: the inbox does not ask, or this person was asked a short while ago.</summary>
    public bool Asked { get; private set; } = true;

    /// <summary>When the question was asked, or would have been.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Of the first answer; from here on it may be changed for a day.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When the customer chose not to say.</summary>
    public DateTimeOffset? DeclinedAt { get; private set; }

    public void Ask(double predicted, DateTimeOffset now) => (Predicted, AskedAt, Asked, DeclinedAt) = (predicted, now, true, null);

    public void LeaveOut(double predicted, DateTimeOffset now) => (Predicted, AskedAt, Asked) = (predicted, now, false);

    /// <summary>Knows better now; the question stays as it is.</summary>
    public void Predict(double predicted) => Predicted = predicted;

    public void Answer(int score, string reasons, string? comment, DateTimeOffset now) =>
        (Score, Reasons, Comment, AnsweredAt, DeclinedAt) = (score, reasons, comment, AnsweredAt ?? now, null);

    public Outcome<bool> Decline(DateTimeOffset now)
    {
        if (!CanChange(now))
            return Refusal.Conflict("survey.closed");

        (Score, Reasons, Comment, AnsweredAt, DeclinedAt) = (null, "", null, null, now);
        return true;
    }

    public bool CanChange(DateTimeOffset now) => AnsweredAt is not { } first || now < first + Editable;

    /// <summary>Takes the customer's own words away; the number stays.</summary>
    public void Forget() => Comment = null;

    internal sealed class Table : IEntityTypeConfiguration<SatisfactionRating>
    {
        public void Configure(EntityTypeBuilder<SatisfactionRating> builder)
        {
            builder.ToTable("satisfaction_ratings");
            builder.HasKey(rating => rating.ConversationId);
            builder.Property(rating => rating.ConversationId).ValueGeneratedNever();
            builder.Property(rating => rating.Reasons).HasMaxLength(200);
            builder.Property(rating => rating.Comment).HasMaxLength(2000);
            builder.Property(rating => rating.Asked).HasDefaultValue(true).ValueGeneratedNever();
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
