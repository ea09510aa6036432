using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Processes;

/// <summary>Somebody says that a step of a standard process was done in a conversation. It holds nothing of the customer.</summary>
public sealed class ProcessRecord
{
    private ProcessRecord() { }

    public ProcessRecord(Guid conversationId, Guid processId, string step, Guid? agentId, DateTimeOffset now) =>
        (ConversationId, ProcessId, Step, AgentId, At) = (conversationId, processId, step, agentId, now);

    public Guid ConversationId { get; private init; }
    public Guid ProcessId { get; private init; }
    public string Step { get; private init; } = "";

    /// <summary>Null when a program said it.</summary>
    public Guid? AgentId { get; private init; }

    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<ProcessRecord>
    {
        public void Configure(EntityTypeBuilder<ProcessRecord> builder)
        {
            builder.ToTable("process_records");
            builder.HasKey(it => new { it.ConversationId, it.ProcessId, it.Step });
            builder.Property(it => it.Step).HasMaxLength(20);
        }
    }
}

public static class ProcessTables
{
    extension(AppDb db)
    {
        public DbSet<StandardProcess> StandardProcesses => db.Set<StandardProcess>();
        public DbSet<ProcessRecord> ProcessRecords => db.Set<ProcessRecord>();
    }
}
