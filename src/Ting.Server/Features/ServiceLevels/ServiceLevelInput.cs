using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>A service level as its form posts it; the targets come as a table of what was typed.</summary>
internal sealed class ServiceLevelInput
{
    public string? Name { get; set; }
    public string? InboxId { get; set; }
    public string? Tier { get; set; }

    /// <summary>inbox, always, or the id of a calendar.</summary>
    public string? Hours { get; set; }

    public bool PausesForCustomer { get; set; }
    public bool PausesSnoozed { get; set; }
    public int WarnAt { get; set; }
    public bool WarnsAssignee { get; set; }
    public int Version { get; set; }

    /// <summary>Posted under a name of its own, several times.</summary>
    public List<Guid> Warned { get; set => field = value ?? []; } = [];

    /// <summary>By priority, then by target, in the order of the enumerations.</summary>
    public List<string?> Targets { get; set => field = value ?? []; } = [];

    public static int PlaceOf(Priority priority, ServiceTarget target) => ((int)priority * Enum.GetValues<ServiceTarget>().Length) + (int)target;

    public static ServiceLevelInput Of(ServiceLevel level)
    {
        var targets = level.ReadTargets();
        return new()
        {
            Name = level.Name,
            InboxId = level.InboxId?.ToString(),
            Tier = level.Tier,
            Hours = level.Hours is ServiceHours.Calendar ? level.CalendarId?.ToString() : level.Hours.ToString(),
            PausesForCustomer = level.PausesForCustomer,
            PausesSnoozed = level.PausesSnoozed,
            WarnAt = level.WarnAt,
            WarnsAssignee = level.WarnsAssignee,
            Version = level.Version,
            Warned = [.. level.ReadWarned()],
            Targets = [.. from priority in Enum.GetValues<Priority>()
                          from target in Enum.GetValues<ServiceTarget>()
                          select targets.FirstOrDefault(it => it.Priority == priority && it.Target == target) is { } given ? AllowanceWords.Write(given.Minutes) : null],
        };
    }

    public string? TargetOf(Priority priority, ServiceTarget target) => Targets.ElementAtOrDefault(PlaceOf(priority, target));

    public Outcome<SaveServiceLevel.Request> ToRequest()
    {
        var targets = new List<Allowance>();
        foreach (var priority in Enum.GetValues<Priority>())
        {
            foreach (var target in Enum.GetValues<ServiceTarget>())
            {
                if (string.IsNullOrWhiteSpace(TargetOf(priority, target)))
                    continue;
                if (AllowanceWords.Read(TargetOf(priority, target)!) is not { } minutes)
                    return Refusal.Invalid("service_level.targets", "targets");
                targets.Add(new Allowance(priority, target, minutes));
            }
        }

        var calendar = Guid.TryParse(Hours, out _) ? Hours : null;
        return new SaveServiceLevel.Request
        {
            Name = Name ?? "",
            InboxId = InboxId ?? "",
            Tier = Tier ?? "",
            Hours = calendar is not null ? ServiceHours.Calendar : Hours == nameof(ServiceHours.Always) ? ServiceHours.Always : ServiceHours.Inbox,
            CalendarId = calendar ?? "",
            PausesForCustomer = PausesForCustomer,
            PausesSnoozed = PausesSnoozed,
            WarnAt = WarnAt,
            WarnsAssignee = WarnsAssignee,
            Warned = Warned,
            Targets = targets,
        };
    }
}
