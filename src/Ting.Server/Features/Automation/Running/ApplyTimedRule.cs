using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Automation.Running;

/// <summary>The time that a rule waits for has passed, unless things have changed meanwhile.</summary>
/// <param name="Since">From when on it is counted.</param>
/// <param name="Sequence">Of the event from which on it is counted.</param>
public sealed record ApplyTimedRule(Guid RuleId, Guid ConversationId, DateTimeOffset Since, int Sequence) : IJob
{
    public static string Name => "apply-timed-rule";

    /// <summary>When the time of a rule has passed; null when its calendar never offers as much.</summary>
    internal static DateTimeOffset? MomentOf(RuleEntry rule, RuleWorld world, Guid inboxId, DateTimeOffset since) =>
        rule.InWorkingTime ? world.HoursOf(inboxId).After(since, TimeSpan.FromMinutes(rule.Minutes ?? 0)) : since.AddMinutes(rule.Minutes ?? 0);

    internal static void Announce(LiveFeed live, Conversation conversation)
    {
        Intake.Announce(live, conversation);
        live.Publish("followups");
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database, AutomationSwitch rules, Kept<RuleWorld> worlds, LiveFeed live, TimeProvider clock) : IJobHandler<ApplyTimedRule>
    {
        // What a database rounds off is no change.
        private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(1);

        public Task HandleAsync(ApplyTimedRule job, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(ApplyTimedRule job, CancellationToken cancel)
        {
            if ((await rules.ReadAsync(cancel)).Find(job.RuleId) is not { } rule || !rule.Trigger.IsTimed())
                return false; // switched off, taken away or made another meanwhile

            await using var db = await database.CreateDbContextAsync(cancel);
            var (now, world) = (clock.GetUtcNow(), await worlds.ReadAsync(cancel));
            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            if (!await IsStillSoAsync(db, rule, conversation, job, cancel) || MomentOf(rule, world, conversation.InboxId, job.Since) is not { } moment)
                return false;

            var cause = RuleRun.OfMoment(job.Since);
            if (await db.RuleRuns.AnyAsync(run => run.RuleId == rule.Id && run.ConversationId == conversation.Id && run.Cause == cause, cancel))
                return false; // an earlier attempt got through

            if (moment > now) // the rule waits longer than when this was planned, or the hours have changed
            {
                db.Enqueue(job, moment);
                await db.SaveChangesAsync(cancel);
                return false;
            }

            if (!await new RuleRunner(db, world, conversation, now).RunAsync([rule], cause, chain: [], messageId: null, rating: null, cancel))
                return false;

            await db.SaveAsync(conversation, cancel);
            Announce(live, conversation);
            return true;
        }

        private static async Task<bool> IsStillSoAsync(AppDb db, RuleEntry rule, Conversation conversation, ApplyTimedRule job, CancellationToken cancel)
        {
            if (await db.People.AnyAsync(it => it.Id == conversation.PersonId && it.ErasedAt != null, cancel))
                return false;

            return rule.Trigger switch
            {
                RuleTrigger.Unanswered => conversation is { Status: ConversationStatus.Open, WaitingSince: { } since } && (since - job.Since).Duration() < Same,
                RuleTrigger.CustomerSilent => conversation is { Status: ConversationStatus.Open, WaitingSince: null } && (conversation.LastMessageAt - job.Since).Duration() < Same,
                _ => conversation.Status is ConversationStatus.Open or ConversationStatus.Snoozed
                    && !await db.Events.AnyAsync(line => line.Stream == conversation.Id && line.Sequence > job.Sequence && line.Type == "conversation.resolved", cancel),
            };
        }
    }
}
