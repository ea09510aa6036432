using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Academy.Grading;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>How one agent stands with one exercise, and when it comes back.</summary>
public sealed class PracticeCard
{
    private PracticeCard() { }

    public PracticeCard(Guid agentId, string course, string exercise) => (AgentId, Course, Exercise) = (agentId, course, exercise);

    public Guid AgentId { get; private init; }
    public string Course { get; private init; } = "";
    public string Exercise { get; private init; } = "";
    public int Tries { get; private set; }
    public Verdict Best { get; private set; }
    public Verdict Last { get; private set; }
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>How often in a row it was right when it was due; null when it is not being repeated.</summary>
    public int? Step { get; private set; }

    /// <summary>Null when it is not being repeated.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <param name="verdict">Of the answer just given.</param>
    /// <param name="now">When it was given.</param>
    /// <param name="zone">Of the learner, whose tomorrow counts.</param>
    public void Count(Verdict verdict, DateTimeOffset now, TimeZoneInfo zone)
    {
        Best = Tries == 0 || verdict > Best ? verdict : Best;
        (Last, LastAt) = (verdict, now);
        Tries++;
        (Step, DueAt) = Repetition.After(verdict, Step, DueAt, now, zone);
    }

    internal sealed class Table : IEntityTypeConfiguration<PracticeCard>
    {
        public void Configure(EntityTypeBuilder<PracticeCard> builder)
        {
            builder.ToTable("practice_cards");
            builder.HasKey(card => new { card.AgentId, card.Course, card.Exercise });
            builder.Property(card => card.Course).HasMaxLength(40);
            builder.Property(card => card.Exercise).HasMaxLength(60);
            builder.Property(card => card.Best).HasConversion<string>().HasMaxLength(10);
            builder.Property(card => card.Last).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(card => new { card.AgentId, card.DueAt });
        }
    }
}
