using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Mail;
using Ting.Server.Platform.Webhooks;

namespace Ting.Server.Features.Reports;

/// <summary>It is time: a sending for each receiver, and the next time, in one save.</summary>
public sealed record SendReport(Guid PlanId, DateTimeOffset DueAt) : IJob
{
    public static string Name => "send-report";

    internal sealed class Handler(IDbContextFactory<AppDb> database, MailSender mail, TimeProvider clock) : IJobHandler<SendReport>
    {
        public async Task HandleAsync(SendReport job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.ReportPlans.SingleOrDefaultAsync(it => it.Id == job.PlanId, cancel) is not { Active: true } plan || plan.NextAt != job.DueAt)
                return; // switched off, or sent at another time meanwhile

            var now = clock.GetUtcNow();
            Add(db, plan, job.DueAt, mail.IsConfigured, now);
            plan.Advance(now);
            db.Enqueue(new SendReport(plan.Id, plan.NextAt), plan.NextAt);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <param name="mails">Whether letters can go out. Where no mail server is set up none is begun: the page says so, and holds the figures ready as a file.</param>
    internal static int Add(AppDb db, ReportPlan plan, DateTimeOffset plannedFor, bool mails, DateTimeOffset now)
    {
        List<SentReport> sendings = mails ? [.. plan.ReadReceivers().Select(agent => new SentReport(plan.Id, plannedFor, agent, now))] : [];
        if (plan.WebhookUrl.Length > 0)
            sendings.Add(new SentReport(plan.Id, plannedFor, agentId: null, now));
        foreach (var sending in sendings)
        {
            db.SentReports.Add(sending);
            db.Enqueue(new DeliverReport(sending.Id), now);
        }

        return sendings.Count;
    }
}

/// <summary>Hands one report to one receiver; tried again when the other side is away.</summary>
public sealed record DeliverReport(Guid SendingId) : IJob
{
    public static string Name => "deliver-report";

    public static string TopicOf(Guid planId) => $"report:{planId}";

    internal sealed class Handler(IDbContextFactory<AppDb> database, Kept<RoleBook> roles, ReportContent content, ReportSecrets secrets, MailSender mail, WebhookSender webhooks, LiveFeed live, TimeProvider clock) : IJobHandler<DeliverReport>
    {
        public async Task HandleAsync(DeliverReport job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.SentReports.SingleOrDefaultAsync(it => it.Id == job.SendingId, cancel) is not { Outcome: SendingOutcome.Waiting } sending)
                return;

            var plan = await db.ReportPlans.AsNoTracking().SingleOrDefaultAsync(it => it.Id == sending.PlanId, cancel);
            try
            {
                var refused = plan is null ? "report.gone" : await HandOverAsync(db, plan, sending, cancel);
                if (refused is null)
                    sending.Arrived(clock.GetUtcNow());
                else
                    sending.Failed(refused, forGood: true, clock.GetUtcNow());
            }
            catch (Exception error) when (error is WebhookRefusedException or SmtpFailedRecipientException or FormatException)
            {
                sending.Failed(error.Message, forGood: true, clock.GetUtcNow());
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                var last = sending.Attempts + 1 >= QueuedJob.MaxAttempts;
                sending.Failed(error.Message, last, clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                live.Publish(TopicOf(sending.PlanId));
                if (last)
                    return;
                throw; // the job comes again, later each time
            }

            await db.SaveChangesAsync(cancel);
            live.Publish(TopicOf(sending.PlanId));
        }

        /// <returns>Null when it arrived; else the code of why it never will.</returns>
        private async Task<string?> HandOverAsync(AppDb db, ReportPlan plan, SentReport sending, CancellationToken cancel)
        {
            if (sending.AgentId is not { } agent)
            {
                if (plan.WebhookUrl.Length == 0)
                    return "report.no_webhook";
                if (secrets.Open(plan.Secret) is not { Length: > 0 } secret)
                    return "report.no_secret"; // an empty one would let anybody sign
                await webhooks.SendAsync(plan.WebhookUrl, secret, sending.Id.ToString("N"), await content.BodyAsync(plan, sending), cancel);
                return null;
            }

            if (!mail.IsConfigured)
                return "mail.not_configured";
            if (await db.Agents.AsNoTracking().SingleOrDefaultAsync(it => it.Id == agent, cancel) is not { Active: true, Email: { Length: > 0 } } to || !MayReceive(await roles.ReadAsync(cancel), to.Role))
                return "report.may_not_receive"; // they have left, or their role may no more
            await mail.SendAsync(await content.LetterAsync(plan, sending, to, cancel), cancel);
            return null;
        }
    }

    /// <summary>Those who see everybody's figures on the page.</summary>
    public static bool MayReceive(RoleBook roles, AgentRole role) => roles.Allows(role, Permission.SeeInsights);
}
