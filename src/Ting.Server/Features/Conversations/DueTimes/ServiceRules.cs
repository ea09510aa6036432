using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>What counts for one target of one conversation, and where it comes from.</summary>
public sealed record ServiceRule(ServiceLevel Level, TimeSpan Allowed, BusinessTime Time);

/// <summary>All service levels, ready to be asked. The more specific one counts: for a tier in an inbox, then for a tier, then for an inbox, then for everybody.</summary>
public sealed class ServiceRules
{
    private const int Most = 1000;

    private readonly IReadOnlyList<(ServiceLevel Level, Dictionary<(Priority, ServiceTarget), TimeSpan> Allowed)> _levels;
    private readonly CalendarBook _calendars;
    private readonly IReadOnlyDictionary<Guid, Guid?> _calendarOfInbox;

    public ServiceRules(IEnumerable<ServiceLevel> levels, CalendarBook calendars, IReadOnlyDictionary<Guid, Guid?> calendarOfInbox)
    {
        _levels = [.. levels.OrderByDescending(Specificity).ThenBy(level => level.Id)
            .Select(level => (level, level.ReadTargets().ToDictionary(it => (it.Priority, it.Target), it => TimeSpan.FromMinutes(it.Minutes))))];
        _calendars = calendars;
        _calendarOfInbox = calendarOfInbox;
    }

    public bool IsEmpty => _levels.Count == 0;

    public bool UsesTiers => _levels.Any(it => it.Level.Tier is not null);

    /// <summary>Null when no level says anything. A level that says nothing of a target leaves it to the next.</summary>
    public ServiceRule? For(Guid inboxId, string? tier, Priority priority, ServiceTarget target)
    {
        foreach (var (level, allowed) in _levels)
        {
            if ((level.InboxId is null || level.InboxId == inboxId) && (level.Tier is null || level.Tier == tier) && allowed.TryGetValue((priority, target), out var time))
                return new ServiceRule(level, time, TimeOf(level, inboxId));
        }

        return null;
    }

    public string? NameOf(Guid levelId) => _levels.FirstOrDefault(it => it.Level.Id == levelId).Level?.Name;

    public static int Specificity(ServiceLevel level) => (level.Tier is null ? 0 : 2) + (level.InboxId is null ? 0 : 1);

    internal static async Task<ServiceRules> ReadAsync(AppDb db, CancellationToken cancel) => new(
        await db.ServiceLevels.AsNoTracking().OrderBy(level => level.Id).Take(Most).ToListAsync(cancel),
        await CalendarBook.ReadAsync(db, cancel),
        await db.Inboxes.AsNoTracking().ToDictionaryAsync(inbox => inbox.Id, inbox => inbox.CalendarId, cancel));

    private BusinessTime TimeOf(ServiceLevel level, Guid inboxId) => level.Hours switch
    {
        ServiceHours.Always => BusinessTime.Always,
        ServiceHours.Calendar => _calendars.Of(level.CalendarId),
        _ => _calendars.Of(_calendarOfInbox.GetValueOrDefault(inboxId)),
    };
}
