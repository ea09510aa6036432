using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Moments;

/// <summary>One meeting at a touchpoint, as a colleague saw it: with whom, how long, and how it was in appearance, behaviour and communication (MOT-01).</summary>
public sealed class LoggedMoment
{
    public const int MostNote = 500;
    public const int Longest = 24 * 3600;

    private LoggedMoment() { }

    public LoggedMoment(Guid touchpointId, Guid? agentId, DateTimeOffset at, int seconds, double appearance, double behaviour, double communication, string note, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (TouchpointId, AgentId, At, Seconds) = (touchpointId, agentId, at, seconds);
        (Appearance, Behaviour, Communication, Note, LoggedBy) = (appearance, behaviour, communication, note.Trim(), actor);
    }

    public Guid Id { get; private init; }
    public Guid TouchpointId { get; private init; }

    /// <summary>Whom the customer met; null when it is not said.</summary>
    public Guid? AgentId { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>How long it lasted.</summary>
    public int Seconds { get; private init; }

    /// <summary>1 to 5; on a digital channel the mean of layout, speed, spelling and identity.</summary>
    public double Appearance { get; private init; }

    /// <summary>1 to 5.</summary>
    public double Behaviour { get; private init; }

    /// <summary>1 to 5.</summary>
    public double Communication { get; private init; }

    public string Note { get; private init; } = "";

    /// <summary>Who wrote it down, as in the event log.</summary>
    public string LoggedBy { get; private init; } = "";

    internal sealed class Table : IEntityTypeConfiguration<LoggedMoment>
    {
        public void Configure(EntityTypeBuilder<LoggedMoment> builder)
        {
            builder.ToTable("logged_moments");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Note).HasMaxLength(MostNote);
            builder.Property(it => it.LoggedBy).HasMaxLength(60);
            builder.HasIndex(it => new { it.TouchpointId, it.At, it.Id });
        }
    }
}
