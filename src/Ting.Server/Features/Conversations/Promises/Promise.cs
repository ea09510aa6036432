using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.Promises;

/// <summary>Dropped: it was no promise after all. Kept after its time is late, and counts as not kept in time.</summary>
public enum PromiseState { Open, Kept, Broken, Dropped }

/// <summary>What our side told a customer it would do, and by when (NEED-08). It outlives the conversation: somebody has it on their list until it is done.</summary>
public sealed class Promise
{
    public const int MostCharacters = 500;

    private Promise() { }

    /// <param name="messageId">The reply in which it was made; null when it was written down by hand.</param>
    /// <param name="agentId">Who keeps it; null for nobody in particular.</param>
    /// <param name="due">Later than <paramref name="now"/>.</param>
    public Promise(Conversation conversation, Guid? messageId, Guid? agentId, string text, DateTimeOffset due, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversation.Id;
        MessageId = messageId;
        AgentId = agentId;
        Text = text.Length > MostCharacters ? text[..MostCharacters] : text;
        DueAt = due;
        CreatedAt = now;
        conversation.Log("promise.made", actor, now, new { promiseId = Id, messageId, agentId, dueAt = due });
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private set; }
    public Guid? MessageId { get; private init; }
    public Guid? AgentId { get; private set; }

    /// <summary>In the words it was made in.</summary>
    public string Text { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }
    public PromiseState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it stopped being open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When it was pointed out that its time is near.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    public bool IsLate(DateTimeOffset now) => (ClosedAt ?? now) > DueAt;

    /// <summary>An hour before its time, and later the shorter it is: at the end of its third quarter.</summary>
    public DateTimeOffset RemindAt => DueAt - TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerHour, (DueAt - CreatedAt).Ticks / 4));

    internal void Close(PromiseState state, Conversation conversation, string actor, DateTimeOffset now)
    {
        (State, ClosedAt) = (state, now);
        conversation.Log($"promise.{ConversationWords.Key(state)}", actor, now, new { promiseId = Id, late = state is PromiseState.Kept && now > DueAt });
    }

    internal void Reopen(Conversation conversation, string actor, DateTimeOffset now)
    {
        (State, ClosedAt) = (PromiseState.Open, null);
        conversation.Log("promise.reopened", actor, now, new { promiseId = Id });
    }

    internal void Move(Guid? agentId, DateTimeOffset due, Conversation conversation, string actor, DateTimeOffset now)
    {
        if ((agentId, due) == (AgentId, DueAt))
            return;

        conversation.Log("promise.moved", actor, now, new { promiseId = Id, agentId, from = DueAt, dueAt = due });
        if (due != DueAt)
            RemindedAt = null;
        (AgentId, DueAt) = (agentId, due);
    }

    internal void Remind(Conversation conversation, DateTimeOffset now)
    {
        RemindedAt = now;
        conversation.Log("promise.due_soon", "system", now, new { promiseId = Id, dueAt = DueAt });
    }

    internal void MoveTo(Guid conversationId) => ConversationId = conversationId;

    /// <summary>Takes the words away; that something was promised stays.</summary>
    internal void Forget() => Text = "";

    internal sealed class Table : IEntityTypeConfiguration<Promise>
    {
        public void Configure(EntityTypeBuilder<Promise> builder)
        {
            builder.ToTable("promises");
            builder.Property(promise => promise.Id).ValueGeneratedNever();
            builder.Ignore(promise => promise.RemindAt);
            builder.Property(promise => promise.Text).HasMaxLength(MostCharacters);
            builder.Property(promise => promise.State).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(promise => promise.ConversationId);
            builder.HasIndex(promise => promise.MessageId);
            builder.HasIndex(promise => new { promise.State, promise.DueAt, promise.Id });
            builder.HasIndex(promise => new { promise.AgentId, promise.State, promise.DueAt, promise.Id });
        }
    }
}

/// <summary>A promise as the API shows it.</summary>
public sealed record PromiseShape(
    Guid Id, Guid ConversationId, Guid? MessageId, Guid? AgentId, string Text, DateTimeOffset DueAt, PromiseState State, bool Late, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt)
{
    public static PromiseShape Of(Promise it, DateTimeOffset now) =>
        new(it.Id, it.ConversationId, it.MessageId, it.AgentId, it.Text, it.DueAt, it.State, it.IsLate(now), it.CreatedAt, it.ClosedAt);
}
