using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations;

public enum MessageKind { Customer, Reply, Note, System }

/// <summary>Pending until the channel took it; read when the customer's window showed it.</summary>
public enum Delivery { Received, Pending, Sent, Read, Failed }

public sealed class Message
{
    public const int MostCharacters = 20_000;

    private Message() { }

    private Message(Conversation conversation, MessageKind kind, Guid? authorId, string text, string? html, string? externalId, Delivery delivery, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        ConversationId = conversation.Id;
        InboxId = conversation.InboxId;
        Kind = kind;
        AuthorId = authorId;
        Text = text;
        Html = html;
        ExternalId = externalId;
        Delivery = delivery;
        At = at;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private set; }
    public Guid InboxId { get; private init; }
    public MessageKind Kind { get; private init; }

    /// <summary>The agent; null when the customer, Ting itself or an API key wrote it.</summary>
    public Guid? AuthorId { get; private init; }

    /// <summary>Of a note that somebody outside wrote who was asked by a forward: which one; null for all others.</summary>
    public Guid? ForwardId { get; private init; }

    /// <summary>Who that was.</summary>
    public string? Participant { get; private init; }

    public string Text { get; private set; } = "";

    /// <summary>Sanitised; null when the text is all there is.</summary>
    public string? Html { get; private set; }

    public DateTimeOffset At { get; private init; }

    /// <summary>The sender's own id, unique in the inbox: the same message sent twice is stored once.</summary>
    public string? ExternalId { get; private init; }

    public Delivery Delivery { get; private set; }
    public string? DeliveryProblem { get; private set; }

    /// <summary>It belongs to another conversation now, where it was said at the same time.</summary>
    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    internal static Message FromCustomer(Conversation conversation, string text, string? externalId, DateTimeOffset at) =>
        new(conversation, MessageKind.Customer, null, text, null, externalId, Delivery.Received, at);

    internal static Message FromAgent(Conversation conversation, Guid? agentId, string text, string? html, string? externalId, DateTimeOffset at) =>
        new(conversation, MessageKind.Reply, agentId, text, html, externalId, Delivery.Pending, at);

    internal static Message Note(Conversation conversation, Guid? agentId, string text, DateTimeOffset at) =>
        new(conversation, MessageKind.Note, agentId, text, null, null, Delivery.Received, at);

    internal static Message FromParticipant(Conversation conversation, Guid forwardId, string name, string text, DateTimeOffset at) =>
        new(conversation, MessageKind.Note, null, text, null, null, Delivery.Received, at) { ForwardId = forwardId, Participant = name };

    internal static Message FromSystem(Conversation conversation, string text, DateTimeOffset at) =>
        new(conversation, MessageKind.System, null, text, null, null, Delivery.Sent, at);

    internal static Message Automatic(Conversation conversation, string text, DateTimeOffset at) =>
        new(conversation, MessageKind.System, null, text, null, null, Delivery.Pending, at);

    public void Delivered() => (Delivery, DeliveryProblem) = (Delivery is Delivery.Read ? Delivery.Read : Delivery.Sent, null);

    public void Undeliverable(string problem) => (Delivery, DeliveryProblem) = (Delivery.Failed, problem);

    public void SeenByCustomer() => Delivery = Delivery.Read;

    /// <summary>Takes the words away and leaves the fact that something was said.</summary>
    public void Forget() => (Text, Html) = ("", null);

    internal sealed class Table : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("messages");
            builder.Property(message => message.Id).ValueGeneratedNever();
            builder.Property(message => message.Kind).HasConversion<string>().HasMaxLength(10);
            builder.Property(message => message.Delivery).HasConversion<string>().HasMaxLength(10);
            builder.Property(message => message.DeliveryProblem).HasMaxLength(200);
            builder.Property(message => message.Participant).HasMaxLength(120);
            builder.Property(message => message.ExternalId).HasMaxLength(200);
            builder.HasIndex(message => new { message.ConversationId, message.At });
            builder.HasIndex(message => new { message.InboxId, message.ExternalId }).IsUnique();
        }
    }
}
