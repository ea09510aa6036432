using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>How long customers may wait: for an answer to their first words, for an answer to each later word, and for an end.</summary>
public enum ServiceTarget { FirstReply, NextReply, Resolution }

/// <summary>By whose hours one counts: the inbox's own, those of one calendar, or round the clock.</summary>
public enum ServiceHours { Inbox, Calendar, Always }

/// <summary>The time one allows oneself, by priority, for everybody or for some; the more specific level is the one that counts.</summary>
public sealed class ServiceLevel
{
    public static readonly TimeSpan MostAllowed = TimeSpan.FromDays(90);

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private ServiceLevel() { }

    public ServiceLevel(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Only conversations of this inbox; null for all.</summary>
    public Guid? InboxId { get; private set; }

    /// <summary>Only customers of this value tier; null for all.</summary>
    public string? Tier { get; private set; }

    public ServiceHours Hours { get; private set; } = ServiceHours.Inbox;
    public Guid? CalendarId { get; private set; }

    /// <summary>The clock of the end stands still while it is the customer's turn.</summary>
    public bool PausesForCustomer { get; private set; } = true;

    /// <summary>Every clock stands still while the conversation is put off.</summary>
    public bool PausesSnoozed { get; private set; } = true;

    /// <summary>How much of the time has gone, in percent, when people are warned; 0 for never.</summary>
    public int WarnAt { get; private set; } = 75;

    public bool WarnsAssignee { get; private set; } = true;

    /// <summary>JSON: the agents who are warned besides.</summary>
    public string Warned { get; private set; } = "[]";

    /// <summary>JSON: minutes by priority and target.</summary>
    public string Targets { get; private set; } = "[]";

    public DateTimeOffset CreatedAt { get; private init; }
    public int Version { get; private set; }

    public void AppliesTo(string name, Guid? inboxId, string? tier)
    {
        (Name, InboxId, Tier) = (name.Trim(), inboxId, tier);
        Version++;
    }

    public void Count(ServiceHours hours, Guid? calendarId, bool pausesForCustomer, bool pausesSnoozed)
    {
        (Hours, CalendarId, PausesForCustomer, PausesSnoozed) = (hours, hours is ServiceHours.Calendar ? calendarId : null, pausesForCustomer, pausesSnoozed);
        Version++;
    }

    public void Warn(int at, bool assignee, IEnumerable<Guid> others)
    {
        (WarnAt, WarnsAssignee, Warned) = (at, assignee, JsonSerializer.Serialize(others.Distinct().Order(), Json));
        Version++;
    }

    public void Allow(IEnumerable<Allowance> allowances)
    {
        Targets = JsonSerializer.Serialize(allowances.OrderBy(it => it.Priority).ThenBy(it => it.Target), Json);
        Version++;
    }

    public IReadOnlyList<Allowance> ReadTargets() => JsonSerializer.Deserialize<Allowance[]>(Targets, Json)!;

    public IReadOnlyList<Guid> ReadWarned() => JsonSerializer.Deserialize<Guid[]>(Warned, Json)!;

    internal sealed class Table : IEntityTypeConfiguration<ServiceLevel>
    {
        public void Configure(EntityTypeBuilder<ServiceLevel> builder)
        {
            builder.ToTable("service_levels");
            builder.Property(level => level.Id).ValueGeneratedNever();
            builder.Property(level => level.Name).HasMaxLength(120);
            builder.Property(level => level.Tier).HasMaxLength(20);
            builder.Property(level => level.Hours).HasConversion<string>().HasMaxLength(10);
            builder.Property(level => level.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>How many minutes of working time one target may take at one priority.</summary>
public sealed record Allowance(Priority Priority, ServiceTarget Target, int Minutes);
