using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.Handovers;

/// <summary>A conversation went on to a colleague or a team, with the reason and what they must know.</summary>
public sealed class Handover
{
    private Handover() { }

    public Handover(Conversation conversation, Guid? fromAgentId, Message note, HandoverCard card, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversation.Id;
        FromAgentId = fromAgentId;
        ToAgentId = conversation.AssigneeId;
        ToTeamId = conversation.TeamId;
        NoteId = note.Id;
        Card = JsonSerializer.Serialize(card, JsonSerializerOptions.Web);
        Transfer = conversation.Transfers;
        Actor = actor;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private init; }
    public Guid? FromAgentId { get; private init; }
    public Guid? ToAgentId { get; private init; }
    public Guid? ToTeamId { get; private init; }

    /// <summary>The note among the messages that says why.</summary>
    public Guid NoteId { get; private init; }

    /// <summary>JSON of a <see cref="HandoverCard"/>.</summary>
    public string Card { get; private set; } = "{}";

    /// <summary>1 for the first time that this conversation was handed over.</summary>
    public int Transfer { get; private init; }

    public string Actor { get; private init; } = "";

    /// <summary>The agent who did it; null for a program.</summary>
    public Guid? By => Actor.Split(':') is ["agent", var id] && Guid.TryParse(id, out var agent) ? agent : null;

    public DateTimeOffset At { get; private init; }

    public HandoverCard ReadCard() => JsonSerializer.Deserialize<HandoverCard>(Card, JsonSerializerOptions.Web)!;

    /// <summary>Takes the customer's words away; that it was handed over stays.</summary>
    public void Forget() => Card = JsonSerializer.Serialize(HandoverCard.Empty, JsonSerializerOptions.Web);

    internal sealed class Table : IEntityTypeConfiguration<Handover>
    {
        public void Configure(EntityTypeBuilder<Handover> builder)
        {
            builder.ToTable("handovers");
            builder.Property(handover => handover.Id).ValueGeneratedNever();
            builder.Ignore(handover => handover.By);
            builder.Property(handover => handover.Actor).HasMaxLength(60);
            builder.HasIndex(handover => handover.ConversationId);
        }
    }
}
