using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases.Tasks;

/// <summary>Something that one team or agent does for a case: help crosses departments (PROB-04).</summary>
public sealed class CaseTask
{
    public const int MostCharacters = 300;

    private CaseTask() { }

    public CaseTask(Case matter, string text, Guid? teamId, Guid? agentId, DateTimeOffset due, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CaseId = matter.Id;
        Text = text.Trim();
        TeamId = teamId;
        AgentId = agentId;
        DueAt = due;
        CreatedAt = now;
        matter.Log("case.task_added", actor, now, new { taskId = Id, teamId, agentId, dueAt = due });
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public string Text { get; private set; } = "";
    public Guid? TeamId { get; private init; }

    /// <summary>Null when anybody of the team may do it.</summary>
    public Guid? AgentId { get; private init; }

    public DateTimeOffset DueAt { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Of whoever did it, as the event log writes it.</summary>
    public string? DoneBy { get; private set; }

    public bool IsDone { get; private set; }

    public bool IsLate(DateTimeOffset now) => (DoneAt ?? now) > DueAt;

    public void Finish(Case matter, string actor, DateTimeOffset now)
    {
        if (IsDone)
            return;

        (IsDone, DoneAt, DoneBy) = (true, now, actor);
        matter.Log("case.task_done", actor, now, new { taskId = Id, late = IsLate(now) });
    }

    public void Resume(Case matter, string actor, DateTimeOffset now)
    {
        if (!IsDone)
            return;

        (IsDone, DoneAt, DoneBy) = (false, null, null);
        matter.Log("case.task_resumed", actor, now, new { taskId = Id });
    }

    internal void Forget() => Text = "";

    internal sealed class Table : IEntityTypeConfiguration<CaseTask>
    {
        public void Configure(EntityTypeBuilder<CaseTask> builder)
        {
            builder.ToTable("case_tasks");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Text).HasMaxLength(MostCharacters);
            builder.Property(it => it.DoneBy).HasMaxLength(60);
            builder.HasIndex(it => it.CaseId);
            builder.HasIndex(it => new { it.AgentId, it.IsDone, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.TeamId, it.IsDone, it.DueAt, it.Id });
        }
    }
}
