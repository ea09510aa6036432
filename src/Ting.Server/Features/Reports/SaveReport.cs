using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Mail;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Webhooks;

namespace Ting.Server.Features.Reports;

/// <summary>Somebody who may export figures says which go out by themselves, when and to whom.</summary>
public static class SaveReport
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public ReportPeriod Period { get; set; }
        public Guid? InboxId { get; set; }
        public Guid? TeamId { get; set; }
        public Guid? AgentId { get; set; }
        public ReportRhythm Rhythm { get; set; }

        /// <summary>1 Monday to 7 Sunday for weekly ones, 1 to 28 for monthly ones.</summary>
        public int Day { get; set; } = 1;

        /// <summary>Minutes after midnight there.</summary>
        public int Minute { get; set; } = 8 * 60;

        /// <summary>As the time zone database names it: Asia/Shanghai.</summary>
        public string Zone { get; set; } = "UTC";

        /// <summary>Agents who may see the figures of the whole desk; they get it by e-mail, each in their own language.</summary>
        public IReadOnlyList<Guid> Receivers { get; set; } = [];

        /// <summary>Where the figures are posted to, signed; empty for nowhere.</summary>
        public string? WebhookUrl { get; set; }

        public bool Active { get; set; } = true;
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<RoleBook> roles, MailSender mail, WebhookSender webhooks, ReportSecrets secrets, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<ReportPlan>> HandleAsync(Guid? id, Request request, Guid owner, int? expected, CancellationToken cancel)
        {
            request.Receivers ??= []; // a program may say null
            if (ShapeOf(request) is { } wrong)
                return wrong;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await ReferencesOfAsync(db, request, await roles.ReadAsync(cancel), cancel) is { } missing)
                return missing;

            var known = id is null ? null : await db.ReportPlans.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("report.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("report.changed_meanwhile");
            if (known is null && await db.ReportPlans.CountAsync(cancel) >= ReportPlan.Most)
                return Refusal.Conflict("report.too_many");

            var now = clock.GetUtcNow();
            var plan = known ?? db.ReportPlans.Add(new ReportPlan(owner, now)).Entity;
            var url = request.WebhookUrl?.Trim() ?? "";
            plan.Describe(request.Name, request.Period, request.InboxId, request.TeamId, request.AgentId);
            plan.Address(request.Receivers, url, url.Length == 0 ? "" : plan.WebhookUrl == url && secrets.Open(plan.Secret).Length > 0 ? plan.Secret : secrets.New()); // another house gets another key, and so does one whose key cannot be read any more
            plan.Time(request.Rhythm, request.Day, request.Minute, request.Zone, request.Active, now);
            if (plan.Active)
                db.Enqueue(new SendReport(plan.Id, plan.NextAt), plan.NextAt);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("report.changed_meanwhile");
            }

            return plan;
        }

        /// <summary>Once more, now; the plan's own time stays.</summary>
        /// <returns>To how many it goes.</returns>
        public async Task<Outcome<int>> SendNowAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ReportPlans.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } plan)
                return Refusal.NotFound("report.not_found");
            if (await db.SentReports.CountAsync(it => it.PlanId == id && it.Outcome == SendingOutcome.Waiting, cancel) > 0)
                return Refusal.Conflict("report.on_its_way");

            var now = clock.GetUtcNow();
            var count = SendReport.Add(db, plan, Moment.Whole(now), mail.IsConfigured, now);
            if (count == 0)
                return Refusal.Conflict("mail.not_configured");
            await db.SaveChangesAsync(cancel);
            live.Publish(DeliverReport.TopicOf(id));
            return count;
        }

        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var gone = await db.WriteAsync(async inside =>
            {
                await db.SentReports.Where(it => it.PlanId == id).ExecuteDeleteAsync(inside);
                return await db.ReportPlans.Where(it => it.Id == id).ExecuteDeleteAsync(inside);
            }, cancel);
            return gone == 1 ? true : Refusal.NotFound("report.not_found");
        }

        private Refusal? ShapeOf(Request request)
        {
            if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Trim().Length > ReportPlan.MostName)
                return Refusal.Invalid("report.name", "name");
            if (!Enum.IsDefined(request.Period))
                return Refusal.Invalid("report.choice", "period");
            if (!Enum.IsDefined(request.Rhythm))
                return Refusal.Invalid("report.choice", "rhythm");
            if (request.Rhythm is ReportRhythm.Weekly && request.Day is < 1 or > 7 || request.Rhythm is ReportRhythm.Monthly && request.Day is < 1 or > ReportPlan.LastDay)
                return Refusal.Invalid("report.day", "day");
            if (request.Minute is < 0 or >= 24 * 60)
                return Refusal.Invalid("report.time", "minute");
            if (request.Zone is not { Length: > 0 and <= 64 } || !TimeZoneInfo.TryFindSystemTimeZoneById(request.Zone, out _))
                return Refusal.Invalid("report.zone", "zone");
            if (request.Receivers.Count > ReportPlan.MostReceivers)
                return Refusal.Invalid("report.receivers", "receivers");
            if (request.WebhookUrl?.Trim() is { Length: > 0 } url && (url.Length > ReportPlan.MostUrl ? "webhook.address" : webhooks.Problem(url)) is { } problem)
                return Refusal.Invalid(problem, "webhookUrl");
            return request.Receivers.Count == 0 && string.IsNullOrWhiteSpace(request.WebhookUrl) ? Refusal.Invalid("report.nobody", "receivers") : null;
        }

        private static async Task<Refusal?> ReferencesOfAsync(AppDb db, Request request, RoleBook roles, CancellationToken cancel)
        {
            if (request.InboxId is { } inbox && !await db.Inboxes.AnyAsync(it => it.Id == inbox, cancel))
                return Refusal.Invalid("report.filter", "inboxId");
            if (request.TeamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel))
                return Refusal.Invalid("report.filter", "teamId");
            if (request.AgentId is { } agent && !await db.Agents.AnyAsync(it => it.Id == agent, cancel))
                return Refusal.Invalid("report.filter", "agentId");
            Guid[] receivers = [.. request.Receivers.Distinct()];
            var found = await db.Agents.AsNoTracking().Where(it => receivers.Contains(it.Id) && it.Active).Select(it => it.Role).ToListAsync(cancel);
            return found.Count == receivers.Length && found.TrueForAll(role => DeliverReport.MayReceive(roles, role)) ? null : Refusal.Invalid("report.may_not_receive", "receivers");
        }
    }
}
