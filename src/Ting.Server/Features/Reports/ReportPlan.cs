using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Insights;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Reports;

/// <summary>Stored by name; never rename one.</summary>
public enum ReportRhythm { Daily, Weekly, Monthly }

/// <summary>Whole days before the day of sending. Stored by name; never rename one.</summary>
public enum ReportPeriod { Yesterday, SevenDays, ThirtyDays, LastMonth }

/// <summary>Figures that go out by themselves: which, when, to whom.</summary>
public sealed class ReportPlan
{
    public const int MostName = 80;
    public const int MostReceivers = 20;
    public const int MostUrl = 500;
    public const int Most = 100;

    /// <summary>Every month has it.</summary>
    public const int LastDay = 28;

    private ReportPlan() { }

    public ReportPlan(Guid ownerId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        OwnerId = ownerId;
        CreatedAt = NextAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public ReportPeriod Period { get; private set; }
    public Guid? InboxId { get; private set; }
    public Guid? TeamId { get; private set; }

    /// <summary>Whose conversations; null for all.</summary>
    public Guid? AgentId { get; private set; }

    public ReportRhythm Rhythm { get; private set; }

    /// <summary>1 Monday to 7 Sunday, or the day of the month, 1 to 28; 1 for daily ones.</summary>
    public int Day { get; private set; } = 1;

    /// <summary>Of the local day.</summary>
    public int Minute { get; private set; }

    public string Zone { get; private set; } = "UTC";

    /// <summary>JSON: the agents who are written to.</summary>
    public string Receivers { get; private set; } = "[]";

    /// <summary>Empty for none.</summary>
    public string WebhookUrl { get; private set; } = "";

    /// <summary>What the webhook's body is signed with, sealed.</summary>
    public string Secret { get; private set; } = "";

    public bool Active { get; private set; } = true;
    public DateTimeOffset NextAt { get; private set; }
    public Guid OwnerId { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public IReadOnlyList<Guid> ReadReceivers() => JsonSerializer.Deserialize<Guid[]>(Receivers)!;

    public void Describe(string name, ReportPeriod period, Guid? inboxId, Guid? teamId, Guid? agentId)
    {
        (Name, Period, InboxId, TeamId, AgentId) = (name.Trim(), period, inboxId, teamId, agentId);
        Version++;
    }

    public void Address(IEnumerable<Guid> receivers, string webhookUrl, string secret)
    {
        Receivers = JsonSerializer.Serialize(receivers.Distinct());
        (WebhookUrl, Secret) = (webhookUrl, secret);
    }

    public void Time(ReportRhythm rhythm, int day, int minute, string zone, bool active, DateTimeOffset now)
    {
        (Rhythm, Day, Minute, Zone, Active) = (rhythm, rhythm is ReportRhythm.Daily ? 1 : day, minute, zone, active);
        NextAt = Next(now);
    }

    /// <summary>It was sent; on to the next time.</summary>
    public void Advance(DateTimeOffset now)
    {
        NextAt = Next(now);
        Version++;
    }

    /// <summary>The first time after a moment, by the clock on the wall there.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        var zone = TimeZone;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        for (; ; day = day.AddDays(1))
        {
            var falls = Rhythm switch
            {
                ReportRhythm.Weekly => (day.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek) == Day,
                ReportRhythm.Monthly => day.Day == Day,
                _ => true,
            };
            if (falls && WallClock.InZone(day.ToDateTime(new TimeOnly(Minute / 60, Minute % 60)), zone) is var at && at > after)
                return at;
        }
    }

    /// <summary>The days that the figures of one sending are about.</summary>
    public InsightPeriod DaysBefore(DateTimeOffset sending)
    {
        var zone = TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(sending, zone).DateTime);
        var (first, last) = Period switch
        {
            ReportPeriod.SevenDays => (today.AddDays(-7), today.AddDays(-1)),
            ReportPeriod.ThirtyDays => (today.AddDays(-30), today.AddDays(-1)),
            ReportPeriod.LastMonth => (new DateOnly(today.Year, today.Month, 1).AddMonths(-1), new DateOnly(today.Year, today.Month, 1).AddDays(-1)),
            _ => (today.AddDays(-1), today.AddDays(-1)),
        };
        return new InsightPeriod("custom", first, last, zone, sending);
    }

    internal sealed class Table : IEntityTypeConfiguration<ReportPlan>
    {
        public void Configure(EntityTypeBuilder<ReportPlan> builder)
        {
            builder.ToTable("report_plans");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Ignore(it => it.TimeZone);
            builder.Property(it => it.Name).HasMaxLength(MostName);
            builder.Property(it => it.Period).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Rhythm).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Zone).HasMaxLength(64);
            builder.Property(it => it.WebhookUrl).HasMaxLength(MostUrl);
            builder.Property(it => it.Secret).HasMaxLength(1000);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>Stored by name; never rename one.</summary>
public enum SendingOutcome { Waiting, Sent, Failed }

/// <summary>One report to one receiver, and what came of it.</summary>
public sealed class SentReport
{
    private SentReport() { }

    /// <param name="agentId">Null for the webhook.</param>
    public SentReport(Guid planId, DateTimeOffset plannedFor, Guid? agentId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (PlanId, PlannedFor, AgentId, CreatedAt) = (planId, plannedFor, agentId, now);
    }

    public Guid Id { get; private init; }
    public Guid PlanId { get; private init; }
    public DateTimeOffset PlannedFor { get; private init; }

    /// <summary>To whom; null for the webhook.</summary>
    public Guid? AgentId { get; private init; }

    public SendingOutcome Outcome { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>Why the last attempt failed: the code of a sentence, or what the other side said.</summary>
    public string Problem { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? DoneAt { get; private set; }

    public void Arrived(DateTimeOffset now) => (Outcome, Problem, DoneAt, Attempts) = (SendingOutcome.Sent, "", now, Attempts + 1);

    /// <param name="forGood">No further attempt is made.</param>
    public void Failed(string problem, bool forGood, DateTimeOffset now)
    {
        Attempts++;
        Problem = problem.Length > 300 ? problem[..300] : problem;
        if (forGood)
            (Outcome, DoneAt) = (SendingOutcome.Failed, now);
    }

    internal sealed class Table : IEntityTypeConfiguration<SentReport>
    {
        public void Configure(EntityTypeBuilder<SentReport> builder)
        {
            builder.ToTable("sent_reports");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Outcome).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Problem).HasMaxLength(300);
            builder.HasIndex(it => new { it.PlanId, it.Id });
        }
    }
}

public static class ReportTables
{
    extension(AppDb db)
    {
        public DbSet<ReportPlan> ReportPlans => db.Set<ReportPlan>();

        public DbSet<SentReport> SentReports => db.Set<SentReport>();
    }
}
