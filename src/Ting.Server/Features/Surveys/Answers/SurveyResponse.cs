using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>What one person answered, to one version of a survey; begun, perhaps left and taken up again, and completed.</summary>
public sealed class SurveyResponse
{
    /// <summary>What was begun can be taken up again for this long.</summary>
    public static readonly TimeSpan Resumable = TimeSpan.FromDays(60);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SurveyResponse() { }

    public SurveyResponse(Survey survey, int versionNumber, string language, string source, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SurveyId = survey.Id;
        VersionNumber = versionNumber;
        Language = language;
        Source = source;
        StartedAt = UpdatedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid SurveyId { get; private init; }
    public int VersionNumber { get; private init; }
    public Guid? InvitationId { get; private set; }
    public Guid? PersonId { get; private set; }
    public Guid? ConversationId { get; private set; }
    public Guid? InboxId { get; private set; }
    public Guid? TeamId { get; private set; }

    /// <summary>zh-Hans, ja or en: in which it was answered.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>invitation, link or import.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The numbers that were ticked, by item, as JSON; −1 for "I do not know".</summary>
    public string Numbers { get; private set; } = "{}";

    /// <summary>What was written in own words, by item, as JSON.</summary>
    public string Words { get; private set; } = "{}";

    /// <summary>The section in which to go on, from 0.</summary>
    public int Step { get; private set; }

    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Ticked the same everywhere, also where the opposite is asked: nobody read the questions.</summary>
    public bool IsStraight { get; private set; }

    /// <summary>The same person, or the very same answers, came a short while before.</summary>
    public bool IsDuplicate { get; private set; }

    /// <summary>Of the answers, to find the very same again.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Of the system that an imported answer came from: the same one is taken once.</summary>
    public string? ExternalId { get; private init; }

    public int Version { get; private set; }

    public static SurveyResponse Imported(Survey survey, int versionNumber, string language, string externalId, DateTimeOffset at) =>
        new(survey, versionNumber, language, "import", at) { ExternalId = externalId };

    /// <summary>Who was asked, and about what. Never called for an anonymous survey.</summary>
    public void Belong(SurveyInvitation invitation) =>
        (InvitationId, PersonId, ConversationId, InboxId, TeamId) = (invitation.Id, invitation.PersonId, invitation.ConversationId, invitation.InboxId, invitation.TeamId);

    public AnswerSheet ReadSheet() => new(ReadNumbers(Numbers), JsonSerializer.Deserialize<Dictionary<string, string>>(Words, Json)!);

    internal static Dictionary<string, int> ReadNumbers(string numbers) => JsonSerializer.Deserialize<Dictionary<string, int>>(numbers, Json)!;

    public void Save(AnswerSheet sheet, int step, string language, DateTimeOffset now)
    {
        Numbers = JsonSerializer.Serialize(sheet.Numbers.OrderBy(it => it.Key, StringComparer.Ordinal).ToDictionary(), Json);
        Words = JsonSerializer.Serialize(sheet.Words, Json);
        (Step, Language, UpdatedAt) = (step, language, now);
        Version++;
    }

    public void Complete(bool isStraight, bool isDuplicate, string fingerprint, DateTimeOffset now)
    {
        (IsStraight, IsDuplicate, Fingerprint) = (isStraight, isDuplicate, fingerprint);
        CompletedAt = UpdatedAt = now;
        Version++;
    }

    /// <summary>The numbers stay, and name nobody any more.</summary>
    public void Forget()
    {
        (PersonId, ConversationId, InvitationId, Words) = (null, null, null, "{}");
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<SurveyResponse>
    {
        public void Configure(EntityTypeBuilder<SurveyResponse> builder)
        {
            builder.ToTable("survey_responses");
            builder.Property(response => response.Id).ValueGeneratedNever();
            builder.Property(response => response.Language).HasMaxLength(10);
            builder.Property(response => response.Source).HasMaxLength(20);
            builder.Property(response => response.Fingerprint).HasMaxLength(32);
            builder.Property(response => response.ExternalId).HasMaxLength(100);
            builder.Property(response => response.Version).IsConcurrencyToken();
            builder.HasIndex(response => response.InvitationId).IsUnique();
            builder.HasIndex(response => response.PersonId);
            builder.HasIndex(response => response.ConversationId);
            builder.HasIndex(response => new { response.SurveyId, response.CompletedAt, response.Id });
            builder.HasIndex(response => new { response.SurveyId, response.Fingerprint, response.CompletedAt });
            builder.HasIndex(response => new { response.SurveyId, response.ExternalId }).IsUnique();
        }
    }
}

public static class AnswerTables
{
    extension(AppDb db)
    {
        public DbSet<SurveyResponse> SurveyResponses => db.Set<SurveyResponse>();
    }
}
