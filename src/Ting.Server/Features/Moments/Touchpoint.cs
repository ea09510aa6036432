using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>Where on their way a customer is (MOT-05). Stored by name; never rename one.</summary>
public enum JourneyStage { Learn, Select, Buy, Use, Reflect }

/// <summary>How one meets. Stored by name; never rename one.</summary>
public enum MeetingChannel { Chat, Mail, Web, Phone, Person }

/// <summary>A point of contact: where customers meet us, and within moments make up their mind (MOT-01).</summary>
public sealed class Touchpoint
{
    public const int MostName = 80;

    /// <summary>More than anybody can look after.</summary>
    public const int Most = 100;

    private Touchpoint() { }

    public Touchpoint(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>JSON: in the three languages.</summary>
    public string Names { get; private set; } = "{}";

    public JourneyStage Stage { get; private set; }
    public MeetingChannel Channel { get; private set; }

    /// <summary>Of the kind "first impressions": what is answered to it is this touchpoint's score, beside what colleagues log.</summary>
    public Guid? SurveyId { get; private set; }

    /// <summary>By which conversations at this touchpoint are known: what they cost customers counts for the touchpoint's stage.</summary>
    public Guid? LabelId { get; private set; }

    public bool Active { get; private set; } = true;
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    /// <summary>Nobody is seen: appearance is what a message looks like (TRAP-02).</summary>
    public bool IsDigital => Channel is MeetingChannel.Chat or MeetingChannel.Mail or MeetingChannel.Web;

    public Wording ReadNames() => JsonSerializer.Deserialize<Wording>(Names)!;

    public void Describe(Wording names, JourneyStage stage, MeetingChannel channel, Guid? surveyId, Guid? labelId, bool active)
    {
        Names = JsonSerializer.Serialize(names.Tidy());
        (Stage, Channel, SurveyId, LabelId, Active) = (stage, channel, surveyId, labelId, active);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Touchpoint>
    {
        public void Configure(EntityTypeBuilder<Touchpoint> builder)
        {
            builder.ToTable("touchpoints");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Stage).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Channel).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

public static class MomentTables
{
    extension(AppDb db)
    {
        public DbSet<Touchpoint> Touchpoints => db.Set<Touchpoint>();

        public DbSet<LoggedMoment> LoggedMoments => db.Set<LoggedMoment>();

        public DbSet<ImpressionSettings> ImpressionSettings => db.Set<ImpressionSettings>();

        public DbSet<ExperienceCue> ExperienceCues => db.Set<ExperienceCue>();

        public DbSet<UnusualSolution> UnusualSolutions => db.Set<UnusualSolution>();

        public DbSet<FirstAnswer> FirstAnswers => db.Set<FirstAnswer>();
    }
}
