using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Moments;

/// <summary>What the first answer of a colleague in a conversation was like: what a customer meets in the first fifteen seconds (MOT-03). Read once from the message; holds none of its words.</summary>
public sealed class FirstAnswer
{
    /// <summary>Which decide the impression, as courses on service say.</summary>
    public const int Seconds = 15;

    private FirstAnswer() { }

    public FirstAnswer(Guid conversationId, Guid inboxId, Guid? teamId, Guid agentId, double waited, DateTimeOffset at)
    {
        (ConversationId, InboxId, TeamId, AgentId, Waited, At) = (conversationId, inboxId, teamId, agentId, waited, at);
    }

    public Guid ConversationId { get; private init; }
    public Guid InboxId { get; private init; }
    public Guid? TeamId { get; private init; }
    public Guid AgentId { get; private init; }

    /// <summary>Seconds from the customer's first message to this answer.</summary>
    public double Waited { get; private init; }

    public DateTimeOffset At { get; private init; }
    public bool Greets { get; private set; }

    /// <summary>It calls the person by a name.</summary>
    public bool NamesPerson { get; private set; }

    /// <summary>How many things the coach would have put right: warnings and what it blocks.</summary>
    public int Findings { get; private set; }

    public void Read(bool greets, bool namesPerson, int findings) => (Greets, NamesPerson, Findings) = (greets, namesPerson, findings);

    internal sealed class Table : IEntityTypeConfiguration<FirstAnswer>
    {
        public void Configure(EntityTypeBuilder<FirstAnswer> builder)
        {
            builder.ToTable("first_answers");
            builder.HasKey(it => it.ConversationId);
            builder.Property(it => it.ConversationId).ValueGeneratedNever();
            builder.HasIndex(it => new { it.At, it.ConversationId });
            builder.HasIndex(it => new { it.AgentId, it.At, it.ConversationId });
            builder.HasIndex(it => new { it.InboxId, it.At, it.ConversationId });
            builder.HasIndex(it => new { it.TeamId, it.At, it.ConversationId });
        }
    }
}
