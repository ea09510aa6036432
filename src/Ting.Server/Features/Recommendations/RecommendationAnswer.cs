using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Recommendations;

/// <summary>Stored by name; never rename one.</summary>
public enum AnswerKind { Done, Dismissed }

/// <summary>Why an agent put a recommendation aside. Stored by name; never rename one.</summary>
public enum DismissReason { NotNow, DoesNotFit, AlreadyDone, CustomerDeclined, Wrong }

/// <summary>What an agent did about a recommendation. It is not said again for a time.</summary>
public sealed class RecommendationAnswer
{
    public const int MostKey = 100;
    public const int MostNote = 300;

    private RecommendationAnswer() { }

    public RecommendationAnswer(Guid personId, string key, AnswerKind kind, DismissReason? reason, string note, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (PersonId, Key, Kind, Reason, Note, Actor, At) = (personId, key, kind, reason, note.Trim(), actor, now);
        Until = now + (kind, reason) switch
        {
            (AnswerKind.Done, _) => TimeSpan.FromDays(30),
            (_, DismissReason.NotNow) => TimeSpan.FromDays(14),
            (_, DismissReason.CustomerDeclined) => TimeSpan.FromDays(365),
            _ => TimeSpan.FromDays(90),
        };
    }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>Of the recommendation.</summary>
    public string Key { get; private init; } = "";

    public AnswerKind Kind { get; private init; }
    public DismissReason? Reason { get; private init; }
    public string Note { get; private init; } = "";
    public string Actor { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    /// <summary>Until then the same is not said again.</summary>
    public DateTimeOffset Until { get; private init; }

    internal void MoveTo(Guid personId) => PersonId = personId;

    internal sealed class Table : IEntityTypeConfiguration<RecommendationAnswer>
    {
        public void Configure(EntityTypeBuilder<RecommendationAnswer> builder)
        {
            builder.ToTable("recommendation_answers");
            builder.Property(answer => answer.Id).ValueGeneratedNever();
            builder.Property(answer => answer.Key).HasMaxLength(MostKey);
            builder.Property(answer => answer.Kind).HasConversion<string>().HasMaxLength(10);
            builder.Property(answer => answer.Reason).HasConversion<string>().HasMaxLength(20);
            builder.Property(answer => answer.Note).HasMaxLength(MostNote);
            builder.Property(answer => answer.Actor).HasMaxLength(60);
            builder.HasIndex(answer => new { answer.PersonId, answer.Until });
        }
    }
}

public static class RecommendationTables
{
    extension(AppDb db)
    {
        public DbSet<RecommendationAnswer> RecommendationAnswers => db.Set<RecommendationAnswer>();
    }
}
