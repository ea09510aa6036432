using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Calendars;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>An administrator says how long customers may wait; what is open is counted again by it at once.</summary>
public static class SaveServiceLevel
{
    public const int MostWarned = 20;

    /// <summary>What is null stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; set; }

        /// <summary>Id of an inbox; empty for all.</summary>
        public string? InboxId { get; set; }

        /// <summary>diamond, gold or silver; empty for everybody.</summary>
        public string? Tier { get; set; }

        /// <summary>inbox: each inbox's own hours; calendar: those of calendarId; always: round the clock.</summary>
        public ServiceHours? Hours { get; set; }

        public string? CalendarId { get; set; }
        public bool? PausesForCustomer { get; set; }
        public bool? PausesSnoozed { get; set; }

        /// <summary>Warn when this much of the time has gone, in percent from 10 to 95; 0 for never.</summary>
        public int? WarnAt { get; set; }

        public bool? WarnsAssignee { get; set; }

        /// <summary>Ids of the agents who are warned besides.</summary>
        public IReadOnlyList<Guid>? Warned { get; set; }

        /// <summary>Minutes of working time by priority and target; what is left out comes from a less specific level, or has no time.</summary>
        public IReadOnlyList<Allowance>? Targets { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<ServiceLevel>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.ServiceLevels.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("service_level.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("service_level.changed_meanwhile");

            var now = clock.GetUtcNow();
            var level = known ?? new ServiceLevel("", now);
            if ((await ChangeAsync(db, level, request, cancel)).IsRefused(out var refusal, out _))
                return refusal;

            if (known is null)
                db.ServiceLevels.Add(level);
            db.Enqueue(new HoursChanged("service-level", level.Id), now);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("service_level.changed_meanwhile");
            }

            return level;
        }

        private static async Task<Outcome<bool>> ChangeAsync(AppDb db, ServiceLevel level, Request request, CancellationToken cancel)
        {
            var name = request.Name ?? level.Name;
            if (Check.Name(name, "name") is { } badName)
                return badName;
            if ((await ReferenceAsync(db.Inboxes, request.InboxId, level.InboxId, "inbox.not_found", "inboxId", cancel)).IsRefused(out var refusal, out var inbox))
                return refusal;
            if ((await ReferenceAsync(db.Calendars, request.CalendarId, level.CalendarId, "calendar.not_found", "calendarId", cancel)).IsRefused(out refusal, out var calendar))
                return refusal;

            var tier = request.Tier is null ? level.Tier : request.Tier.Length == 0 ? null : request.Tier;
            if (tier is not null && !DescribePerson.Tiers.Contains(tier))
                return Refusal.Invalid("form.choice", "tier");
            var (inboxId, levelId) = (inbox.Id, level.Id);
            if (await db.ServiceLevels.AnyAsync(other => other.Id != levelId && other.InboxId == inboxId && other.Tier == tier, cancel))
                return Refusal.Conflict("service_level.exists");

            var hours = request.Hours ?? level.Hours;
            if (!Enum.IsDefined(hours))
                return Refusal.Invalid("form.choice", "hours");
            if (hours is ServiceHours.Calendar && calendar.Id is null)
                return Refusal.Invalid("service_level.which_calendar", "calendarId");

            var warnAt = request.WarnAt ?? level.WarnAt;
            if (warnAt is not 0 and (< 10 or > 95))
                return Refusal.Invalid("service_level.warn_at", "warnAt");
            var warned = request.Warned ?? level.ReadWarned();
            if (warned.Count > MostWarned || await db.Agents.CountAsync(agent => warned.Contains(agent.Id), cancel) < warned.Distinct().Count())
                return Refusal.Invalid("agent.not_found", "warned");

            var targets = request.Targets ?? level.ReadTargets();
            if (targets.Any(it => it.Minutes < 1 || it.Minutes > ServiceLevel.MostAllowed.TotalMinutes || !Enum.IsDefined(it.Priority) || !Enum.IsDefined(it.Target))
                || targets.DistinctBy(it => (it.Priority, it.Target)).Count() < targets.Count)
                return Refusal.Invalid("service_level.targets", "targets");

            level.AppliesTo(name, inbox.Id, tier);
            level.Count(hours, calendar.Id, request.PausesForCustomer ?? level.PausesForCustomer, request.PausesSnoozed ?? level.PausesSnoozed);
            level.Warn(warnAt, request.WarnsAssignee ?? level.WarnsAssignee, warned);
            level.Allow(targets);
            return true;
        }

        private static async Task<Outcome<(Guid? Id, bool Given)>> ReferenceAsync<T>(DbSet<T> rows, string? wanted, Guid? before, string refusal, string field, CancellationToken cancel) where T : class
        {
            if (wanted is null)
                return (before, false);
            if (wanted.Length == 0)
                return (null, true);
            return Guid.TryParse(wanted, out var id) && await rows.FindAsync([id], cancel) is not null ? (id, true) : Refusal.Invalid(refusal, field);
        }
    }
}
