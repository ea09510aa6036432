using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>Stopped: the customer wrote first, and what was meant to be said may no longer fit.</summary>
public enum ScheduledState { Waiting, Stopped }

/// <summary>A reply that waits: until the time an agent chose, or for the few seconds in which it can be taken back. Once it is sent or taken back there is none.</summary>
public sealed class ScheduledReply
{
    private ScheduledReply() { }

    public ScheduledReply(Guid conversationId, Guid? agentId, string actor, ReplyToConversation.Request reply, DateTimeOffset sendAt, bool toUndo, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversationId;
        AgentId = agentId;
        Actor = actor;
        Text = reply.Text;
        ExternalId = reply.ExternalId;
        Resolves = reply.Resolve;
        Rest = JsonSerializer.Serialize(new Kept(reply.Html, [.. reply.Attachments], [.. reply.Coached]));
        SendAt = sendAt;
        ToUndo = toUndo;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private set; }

    /// <summary>Who wrote it; null for a program.</summary>
    public Guid? AgentId { get; private init; }

    public string Actor { get; private init; } = "";
    public string Text { get; private init; } = "";
    public string? ExternalId { get; private init; }

    /// <summary>The conversation is resolved when it is sent.</summary>
    public bool Resolves { get; private init; }

    /// <summary>JSON: what else belongs to it.</summary>
    public string Rest { get; private init; } = "{}";

    public DateTimeOffset SendAt { get; private set; }

    /// <summary>It waits only so that it can be taken back; a customer who writes meanwhile does not stop it.</summary>
    public bool ToUndo { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }
    public ScheduledState State { get; private set; }

    public IReadOnlyList<Guid> Attachments => Read().Attachments;

    public ReplyToConversation.Request Reply
    {
        get
        {
            var kept = Read();
            return new() { Text = Text, Html = kept.Html, Attachments = [.. kept.Attachments], ExternalId = ExternalId, Resolve = Resolves, Coached = kept.Coached };
        }
    }

    public void Stop() => State = ScheduledState.Stopped;

    public void SendBy(DateTimeOffset at) => SendAt = at;

    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    private Kept Read() => JsonSerializer.Deserialize<Kept>(Rest)!;

    private sealed record Kept(string? Html, Guid[] Attachments, ReplyToConversation.CoachedFinding[] Coached);

    internal sealed class Table : IEntityTypeConfiguration<ScheduledReply>
    {
        public void Configure(EntityTypeBuilder<ScheduledReply> builder)
        {
            builder.ToTable("scheduled_replies");
            builder.Property(reply => reply.Id).ValueGeneratedNever();
            builder.Property(reply => reply.Actor).HasMaxLength(60);
            builder.Property(reply => reply.ExternalId).HasMaxLength(200);
            builder.Property(reply => reply.State).HasConversion<string>().HasMaxLength(10).IsConcurrencyToken();
            builder.Ignore(reply => reply.Attachments);
            builder.Ignore(reply => reply.Reply);
            builder.HasIndex(reply => new { reply.ConversationId, reply.State });
        }
    }
}
