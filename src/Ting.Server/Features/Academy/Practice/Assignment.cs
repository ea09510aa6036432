using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>A course that somebody asks an agent to take, and why.</summary>
public sealed class Assignment
{
    public const int LongestReason = 300;

    private Assignment() { }

    /// <param name="assignedBy">Null when a rule asked for it and nobody by hand.</param>
    public Assignment(Guid agentId, string course, Guid? assignedBy, string reason, DateTimeOffset? dueAt, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Course = course;
        Renew(assignedBy, reason, dueAt, now);
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Course { get; private init; } = "";
    public Guid? AssignedBy { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When the last exercise of the course was right.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Asked for once more: what was done before does not count.</summary>
    public void Renew(Guid? assignedBy, string reason, DateTimeOffset? dueAt, DateTimeOffset now) =>
        (AssignedBy, Reason, DueAt, At, DoneAt) = (assignedBy, reason.Trim(), dueAt, now, null);

    public void Finish(DateTimeOffset now) => DoneAt ??= now;

    internal sealed class Table : IEntityTypeConfiguration<Assignment>
    {
        public void Configure(EntityTypeBuilder<Assignment> builder)
        {
            builder.ToTable("assignments");
            builder.Property(assignment => assignment.Id).ValueGeneratedNever();
            builder.Property(assignment => assignment.Course).HasMaxLength(40);
            builder.Property(assignment => assignment.Reason).HasMaxLength(LongestReason);
            builder.HasIndex(assignment => new { assignment.AgentId, assignment.Course }).IsUnique();
        }
    }
}
