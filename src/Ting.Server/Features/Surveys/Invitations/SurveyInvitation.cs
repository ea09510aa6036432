using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Invitations;

/// <summary>One person was asked to answer a survey, once; of an anonymous survey it says only that, never whether they did.</summary>
public sealed class SurveyInvitation
{
    /// <summary>Who has not begun by then is not asked any more.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(30);

    private SurveyInvitation() { }

    public SurveyInvitation(Survey survey, Guid personId, string language, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SurveyId = survey.Id;
        PersonId = personId;
        Language = language;
        Actor = actor;
        SentAt = now;
    }

    public Guid Id { get; private init; }
    public Guid SurveyId { get; private init; }
    public Guid PersonId { get; private set; }

    /// <summary>What it is about, and where it was sent; null for a link that was handed over.</summary>
    public Guid? ConversationId { get; private set; }

    public Guid? InboxId { get; private set; }
    public Guid? TeamId { get; private set; }
    public string Language { get; private init; } = "en";

    /// <summary>Who asked: agent:ID, key:ID, or rule.</summary>
    public string Actor { get; private init; } = "";

    public DateTimeOffset SentAt { get; private init; }
    public DateTimeOffset? RemindedAt { get; private set; }

    /// <summary>Of a complete answer; never set for an anonymous survey.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOver(DateTimeOffset now) => now > SentAt + GoodFor;

    /// <summary>The conversation that it is about.</summary>
    public void About(Guid conversationId, Guid inboxId, Guid? teamId)
    {
        ConversationId = conversationId;
        Belong(inboxId, teamId);
    }

    /// <summary>Whose customer is asked.</summary>
    public void Belong(Guid inboxId, Guid? teamId) => (InboxId, TeamId) = (inboxId, teamId);

    public void Remind(DateTimeOffset now)
    {
        RemindedAt = now;
        Version++;
    }

    public void Answered(DateTimeOffset now)
    {
        AnsweredAt = now;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<SurveyInvitation>
    {
        public void Configure(EntityTypeBuilder<SurveyInvitation> builder)
        {
            builder.ToTable("survey_invitations");
            builder.Property(invitation => invitation.Id).ValueGeneratedNever();
            builder.Property(invitation => invitation.Language).HasMaxLength(10);
            builder.Property(invitation => invitation.Actor).HasMaxLength(60);
            builder.Property(invitation => invitation.Version).IsConcurrencyToken();
            builder.HasIndex(invitation => new { invitation.PersonId, invitation.SentAt });
            builder.HasIndex(invitation => new { invitation.SurveyId, invitation.SentAt, invitation.Id });
            builder.HasIndex(invitation => new { invitation.SurveyId, invitation.ConversationId }).IsUnique();
        }
    }
}

/// <summary>A person who wants no more surveys. It holds for every survey, until they say otherwise.</summary>
public sealed class SurveyOptOut
{
    private SurveyOptOut() { }

    public SurveyOptOut(Guid personId, DateTimeOffset now) => (PersonId, At) = (personId, now);

    public Guid PersonId { get; private init; }
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<SurveyOptOut>
    {
        public void Configure(EntityTypeBuilder<SurveyOptOut> builder)
        {
            builder.ToTable("survey_opt_outs");
            builder.HasKey(it => it.PersonId);
            builder.Property(it => it.PersonId).ValueGeneratedNever();
        }
    }
}

public static class InvitationTables
{
    extension(AppDb db)
    {
        public DbSet<SurveyInvitation> SurveyInvitations => db.Set<SurveyInvitation>();
        public DbSet<SurveyOptOut> SurveyOptOuts => db.Set<SurveyOptOut>();
    }
}
