using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Reviews.Engine;

namespace Ting.Server.Features.Reviews.Calibration;

/// <summary>Several people score the same conversations, each without seeing what the others say, so that it shows where they mean different things by the same words.</summary>
public sealed class CalibrationSession
{
    public const int FewestUnits = 2;
    public const int MostUnits = 50;

    private CalibrationSession() { }

    public CalibrationSession(string name, Guid scorecardId, int edition, Guid? createdBy, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Name, ScorecardId, Edition, CreatedBy, CreatedAt) = (name.Trim(), scorecardId, edition, createdBy, now);
    }

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public Guid ScorecardId { get; private init; }
    public int Edition { get; private init; }
    public Guid? CreatedBy { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>From here on nobody scores any more, and everybody sees what came of it.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public void Close(DateTimeOffset now) => (ClosedAt, Version) = (ClosedAt ?? now, Version + 1);

    internal sealed class Table : IEntityTypeConfiguration<CalibrationSession>
    {
        public void Configure(EntityTypeBuilder<CalibrationSession> builder)
        {
            builder.ToTable("calibrations");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(120);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A conversation that is scored in a session.</summary>
public sealed class CalibrationUnit
{
    private CalibrationUnit() { }

    public CalibrationUnit(Guid calibrationId, int place, Guid conversationId) => (CalibrationId, Place, ConversationId) = (calibrationId, place, conversationId);

    public Guid CalibrationId { get; private init; }

    /// <summary>From 1.</summary>
    public int Place { get; private init; }

    public Guid ConversationId { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<CalibrationUnit>
    {
        public void Configure(EntityTypeBuilder<CalibrationUnit> builder)
        {
            builder.ToTable("calibration_units");
            builder.HasKey(it => new { it.CalibrationId, it.Place });
            builder.HasIndex(it => it.ConversationId);
        }
    }
}

/// <summary>What one grader says of one conversation. The engine is a grader like the others.</summary>
public sealed class CalibrationSheet
{
    /// <summary>The grader's id of the engine.</summary>
    public static readonly Guid Engine = Guid.Empty;

    private CalibrationSheet() { }

    public CalibrationSheet(Guid calibrationId, int place, Guid graderId) => (CalibrationId, Place, GraderId) = (calibrationId, place, graderId);

    public Guid CalibrationId { get; private init; }
    public int Place { get; private init; }
    public Guid GraderId { get; private init; }

    /// <summary>JSON: a result for each criterion.</summary>
    public string Results { get; private set; } = "[]";

    public int? Score { get; private set; }
    public DateTimeOffset At { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<CriterionResult> Read() => CriterionResult.Read(Results);

    public void Fill(IReadOnlyList<CriterionResult> results, ReviewScore score, DateTimeOffset now) =>
        (Results, Score, At, Version) = (CriterionResult.Write(results), score.Value, now, Version + 1);

    /// <summary>Nobody's words are left; the verdicts stay.</summary>
    public void Forget() => (Results, Version) = (CriterionResult.Write([.. Read().Select(it => it.Forget())]), Version + 1);

    internal sealed class Table : IEntityTypeConfiguration<CalibrationSheet>
    {
        public void Configure(EntityTypeBuilder<CalibrationSheet> builder)
        {
            builder.ToTable("calibration_sheets");
            builder.HasKey(it => new { it.CalibrationId, it.Place, it.GraderId });
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}
