using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations;

/// <summary>What became of one finding: shown only, accepted, skipped, sent all the same with a reason, or disputed.</summary>
public enum CoachOutcome { Shown, Accepted, Skipped, Overridden, Disputed }

/// <summary>One thing the coach showed an agent while a message was being written, and what became of it.</summary>
public sealed class CoachRecord
{
    private CoachRecord() { }

    public CoachRecord(Message message, Guid agentId, string rule, string category, string severity, string text, CoachOutcome outcome, string? reason)
    {
        Id = Guid.CreateVersion7(message.At);
        ConversationId = message.ConversationId;
        MessageId = message.Id;
        AgentId = agentId;
        Rule = rule;
        Category = category;
        Severity = severity;
        Text = text;
        Outcome = outcome;
        Reason = reason;
        At = message.At;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private set; }
    public Guid MessageId { get; private init; }
    public Guid AgentId { get; private init; }
    public string Rule { get; private init; } = "";
    public string Category { get; private init; } = "";
    public string Severity { get; private init; } = "";

    /// <summary>The words that were marked.</summary>
    public string Text { get; private init; } = "";

    public CoachOutcome Outcome { get; private init; }

    /// <summary>Why a blocked wording was sent all the same.</summary>
    public string? Reason { get; private init; }

    public DateTimeOffset At { get; private init; }

    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    internal sealed class Table : IEntityTypeConfiguration<CoachRecord>
    {
        public void Configure(EntityTypeBuilder<CoachRecord> builder)
        {
            builder.ToTable("coach_records");
            builder.Property(record => record.Id).ValueGeneratedNever();
            builder.Property(record => record.Rule).HasMaxLength(60);
            builder.Property(record => record.Category).HasMaxLength(40);
            builder.Property(record => record.Severity).HasMaxLength(10);
            builder.Property(record => record.Text).HasMaxLength(500);
            builder.Property(record => record.Reason).HasMaxLength(500);
            builder.Property(record => record.Outcome).HasConversion<string>().HasMaxLength(12);
            builder.HasIndex(record => record.At);
            builder.HasIndex(record => record.MessageId);
            builder.HasIndex(record => record.ConversationId);
            builder.HasIndex(record => new { record.AgentId, record.At });
        }
    }
}
