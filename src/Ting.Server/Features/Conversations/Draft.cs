using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations;

/// <summary>What one agent has begun to write in one conversation, kept on the server so that no other device loses it.</summary>
public sealed class Draft
{
    private Draft() { }

    public Draft(Guid agentId, Guid conversationId) => (AgentId, ConversationId) = (agentId, conversationId);

    public Guid AgentId { get; private init; }
    public Guid ConversationId { get; private init; }
    public string Text { get; private set; } = "";
    public bool IsNote { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public void Write(string text, bool isNote, DateTimeOffset now) => (Text, IsNote, UpdatedAt) = (text, isNote, now);

    internal sealed class Table : IEntityTypeConfiguration<Draft>
    {
        public void Configure(EntityTypeBuilder<Draft> builder)
        {
            builder.ToTable("drafts");
            builder.HasKey(draft => new { draft.AgentId, draft.ConversationId });
        }
    }
}
