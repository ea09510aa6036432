using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>Something we ask customers or colleagues: a draft that is worked on, the versions that were published, and whom it goes to by itself.</summary>
public sealed class Survey
{
    public const int MostQuietDays = 365;
    public const int MostDelayHours = 24 * 30;

    private const string KeyLetters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int KeyLength = 12;

    private Survey() { }

    public Survey(string name, Questionnaire questionnaire, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Kind = questionnaire.Kind;
        Draft = questionnaire.Write();
        Key = RandomNumberGenerator.GetString(KeyLetters, KeyLength);
        IsAnonymous = questionnaire.Kind.IsForColleagues();
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>For colleagues; customers see the questionnaire's title.</summary>
    public string Name { get; private set; } = "";

    public SurveyKind Kind { get; private set; }

    /// <summary>The questionnaire as it is being worked on, as JSON.</summary>
    public string Draft { get; private set; } = "";

    /// <summary>The number of the version that is asked now; 0 before the first.</summary>
    public int Published { get; private set; }

    /// <summary>Of the open link, for posters and signatures.</summary>
    public string Key { get; private init; } = "";

    /// <summary>Whether answers are taken.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>No answer is kept with a person, a conversation or an invitation.</summary>
    public bool IsAnonymous { get; private set; }

    /// <summary>Whose name it is asked in; null for the workspace.</summary>
    public Guid? InboxId { get; private set; }

    /// <summary>Whether it goes out by itself after a conversation is resolved.</summary>
    public bool AsksAfter { get; private set; }

    /// <summary>Of a hundred resolved conversations, after how many.</summary>
    public int SharePercent { get; private set; } = 20;

    public int DelayHours { get; private set; } = 24;

    /// <summary>Nobody gets two invitations of any survey within this time.</summary>
    public int QuietDays { get; private set; } = 30;

    /// <summary>After how many days somebody who has not answered is reminded, once; 0 for never.</summary>
    public int ReminderDays { get; private set; } = 4;

    public DateTimeOffset CreatedAt { get; private init; }
    public int Version { get; private set; }

    public Questionnaire ReadDraft() => Questionnaire.Read(Draft) ?? throw new InvalidOperationException($"The draft of survey {Id} cannot be read.");

    public void Rename(string name)
    {
        Name = name.Trim();
        Version++;
    }

    /// <summary>What customers see is not changed by this: it shows the last published version.</summary>
    public void Write(Questionnaire draft)
    {
        Draft = draft.Write();
        Version++;
    }

    /// <summary>Who has answered without a name cannot be given one afterwards, so this is settled with the first version.</summary>
    public Outcome<bool> Address(bool isAnonymous, Guid? inboxId)
    {
        if (isAnonymous != IsAnonymous && Published > 0)
            return Refusal.Conflict("survey.anonymity");
        (IsAnonymous, InboxId) = (isAnonymous, inboxId);
        Version++;
        return true;
    }

    public void Invite(bool asksAfter, int sharePercent, int delayHours, int quietDays, int reminderDays)
    {
        (AsksAfter, SharePercent, DelayHours, QuietDays, ReminderDays) = (asksAfter, sharePercent, delayHours, quietDays, reminderDays);
        Version++;
    }

    public Outcome<SurveyVersion> Publish(Guid? agentId, DateTimeOffset now)
    {
        var draft = ReadDraft();
        if (QuestionnaireCheck.Published(draft) is { } refusal)
            return refusal;
        Published++;
        Kind = draft.Kind;
        IsOpen = true;
        Version++;
        return new SurveyVersion(Id, Published, Draft, agentId, now);
    }

    public Outcome<bool> Open(bool open)
    {
        if (open && Published == 0)
            return Refusal.Conflict("survey.unpublished");
        IsOpen = open;
        Version++;
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<Survey>
    {
        public void Configure(EntityTypeBuilder<Survey> builder)
        {
            builder.ToTable("surveys");
            builder.Property(survey => survey.Id).ValueGeneratedNever();
            builder.Property(survey => survey.Name).HasMaxLength(120);
            builder.Property(survey => survey.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(survey => survey.Key).HasMaxLength(20);
            builder.Property(survey => survey.Version).IsConcurrencyToken();
            builder.HasIndex(survey => survey.Key).IsUnique();
        }
    }
}

/// <summary>A questionnaire as it was published: never changed, so that every answer stays readable.</summary>
public sealed class SurveyVersion
{
    private SurveyVersion() { }

    internal SurveyVersion(Guid surveyId, int number, string content, Guid? publishedBy, DateTimeOffset now) =>
        (SurveyId, Number, Content, PublishedBy, PublishedAt) = (surveyId, number, content, publishedBy, now);

    public Guid SurveyId { get; private init; }
    public int Number { get; private init; }
    public string Content { get; private init; } = "";
    public Guid? PublishedBy { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public Questionnaire Read() => Questionnaire.Read(Content) ?? throw new InvalidOperationException($"Version {Number} of survey {SurveyId} cannot be read.");

    internal sealed class Table : IEntityTypeConfiguration<SurveyVersion>
    {
        public void Configure(EntityTypeBuilder<SurveyVersion> builder)
        {
            builder.ToTable("survey_versions");
            builder.HasKey(version => new { version.SurveyId, version.Number });
        }
    }
}

public static class QuestionnaireTables
{
    extension(AppDb db)
    {
        public DbSet<Survey> Surveys => db.Set<Survey>();
        public DbSet<SurveyVersion> SurveyVersions => db.Set<SurveyVersion>();
    }
}
