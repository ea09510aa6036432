using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.FollowUps;

/// <summary>Dropped: there was no need to ask after all.</summary>
public enum FollowUpState { Open, Done, Dropped }

/// <summary>We ask a customer again once the matter is over: whether it holds, and whether they are content (PROB-01).</summary>
public sealed class FollowUp
{
    public const int MostCharacters = 300;
    public const int MostResult = 1000;

    private FollowUp() { }

    /// <param name="ruleId">The rule that planned it; null when somebody did.</param>
    public FollowUp(Conversation conversation, string text, Guid? agentId, Guid? teamId, DateTimeOffset due, Guid? ruleId, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversation.Id;
        Text = text.Trim();
        AgentId = agentId;
        TeamId = teamId;
        DueAt = due;
        RuleId = ruleId;
        CreatedAt = now;
        conversation.Log("followup.made", actor, now, new { followUpId = Id, agentId, teamId, dueAt = due });
    }

    public Guid Id { get; private init; }

    /// <summary>The one it follows; who is asked is its person.</summary>
    public Guid ConversationId { get; private init; }

    /// <summary>What to ask.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who asks; null for anybody of the team.</summary>
    public Guid? AgentId { get; private set; }

    /// <summary>Null for anybody at all, when there is no agent either.</summary>
    public Guid? TeamId { get; private set; }

    public DateTimeOffset DueAt { get; private set; }
    public Guid? RuleId { get; private init; }
    public FollowUpState State { get; private set; }

    /// <summary>What the customer said.</summary>
    public string Result { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Of whoever did it, as the event log writes it.</summary>
    public string? ClosedBy { get; private set; }

    /// <summary>When it was pointed out that it is time.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    public bool IsLate(DateTimeOffset now) => State is FollowUpState.Open && now > DueAt;

    internal void Close(FollowUpState state, string result, Conversation conversation, string actor, DateTimeOffset now)
    {
        (State, Result, ClosedAt, ClosedBy) = (state, result.Trim(), now, actor);
        conversation.Log(state is FollowUpState.Done ? "followup.done" : "followup.dropped", actor, now, new { followUpId = Id, late = now > DueAt });
    }

    internal void Reopen(Conversation conversation, string actor, DateTimeOffset now)
    {
        (State, ClosedAt, ClosedBy) = (FollowUpState.Open, null, null);
        conversation.Log("followup.reopened", actor, now, new { followUpId = Id });
    }

    internal void Move(Guid? agentId, Guid? teamId, DateTimeOffset due, Conversation conversation, string actor, DateTimeOffset now)
    {
        if ((agentId, teamId, due) == (AgentId, TeamId, DueAt))
            return;

        conversation.Log("followup.moved", actor, now, new { followUpId = Id, agentId, teamId, from = DueAt, dueAt = due });
        if (due != DueAt)
            RemindedAt = null;
        (AgentId, TeamId, DueAt) = (agentId, teamId, due);
    }

    internal void Remind(Conversation conversation, DateTimeOffset now)
    {
        RemindedAt = now;
        conversation.Log("followup.due", "system", now, new { followUpId = Id, dueAt = DueAt });
    }

    /// <summary>Takes the words away; that somebody was asked stays.</summary>
    internal void Forget() => (Text, Result) = ("", "");

    internal sealed class Table : IEntityTypeConfiguration<FollowUp>
    {
        public void Configure(EntityTypeBuilder<FollowUp> builder)
        {
            builder.ToTable("follow_ups");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Text).HasMaxLength(MostCharacters);
            builder.Property(it => it.Result).HasMaxLength(MostResult);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.ClosedBy).HasMaxLength(60);
            builder.HasIndex(it => it.ConversationId);
            builder.HasIndex(it => new { it.State, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.AgentId, it.State, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.TeamId, it.State, it.DueAt, it.Id });
        }
    }
}

public static class FollowUpTables
{
    extension(AppDb db)
    {
        public DbSet<FollowUp> FollowUps => db.Set<FollowUp>();
    }
}

/// <summary>A follow-up as the API shows it.</summary>
public sealed record FollowUpShape(
    Guid Id, Guid ConversationId, string Text, Guid? AgentId, Guid? TeamId, DateTimeOffset DueAt, FollowUpState State, bool Late, string Result, Guid? RuleId, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, string? ClosedBy)
{
    public static FollowUpShape Of(FollowUp it, DateTimeOffset now) =>
        new(it.Id, it.ConversationId, it.Text, it.AgentId, it.TeamId, it.DueAt, it.State, it.IsLate(now), it.Result, it.RuleId, it.CreatedAt, it.ClosedAt, it.ClosedBy);
}
