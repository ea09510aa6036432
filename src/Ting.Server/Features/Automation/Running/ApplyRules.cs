using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Automation.Running;

/// <summary>Something happened to a conversation that rules wait for. The job stands in the transaction that wrote the event.</summary>
/// <param name="Sequence">Of the event in the conversation's log.</param>
public sealed record ApplyRules(Guid ConversationId, int Sequence) : IJob
{
    public static string Name => "apply-rules";

    /// <summary>Null when no rule waits for it.</summary>
    internal static ApplyRules? After(IServiceProvider services, LoggedEvent line) =>
        line.StreamKind == Conversation.StreamKind && RuleTriggers.Of(line.Type) is { } happened && !RuleTriggers.IsOfInbox(line) && services.GetRequiredService<AutomationSwitch>().Wants(happened)
            ? new ApplyRules(line.Stream, line.Sequence)
            : null;

    internal sealed class Handler(IDbContextFactory<AppDb> database, AutomationSwitch rules, Kept<RuleWorld> worlds, LiveFeed live, TimeProvider clock) : IJobHandler<ApplyRules>
    {
        public Task HandleAsync(ApplyRules job, CancellationToken cancel) => Attempts.OnConflictAsync(() => TryAsync(job, cancel));

        private async Task<bool> TryAsync(ApplyRules job, CancellationToken cancel)
        {
            var book = await rules.ReadAsync(cancel);
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Events.AsNoTracking().SingleOrDefaultAsync(it => it.Stream == job.ConversationId && it.Sequence == job.Sequence, cancel) is not { } line
                || RuleTriggers.Of(line.Type) is not { } happened || !book.Wants(happened))
                return false;

            var cause = RuleRun.OfEvent(job.Sequence);
            if (await db.RuleRuns.AnyAsync(run => run.ConversationId == job.ConversationId && run.Cause == cause, cancel))
                return false; // an earlier attempt got through

            var conversation = await db.Conversations.SingleAsync(it => it.Id == job.ConversationId, cancel);
            if (conversation.Status is ConversationStatus.Merged || await db.People.AnyAsync(it => it.Id == conversation.PersonId && it.ErasedAt != null, cancel))
                return false;

            var (now, world) = (clock.GetUtcNow(), await worlds.ReadAsync(cancel));
            var waits = await WatchAsync(db, book, world, conversation, happened, line, cancel);
            var chain = await ChainAsync(db, line, cancel);
            RuleEntry[] setOff = [.. book.SetOff(happened, chain)];
            var acted = setOff.Length > 0 && await new RuleRunner(db, world, conversation, now).RunAsync(setOff, cause, chain, RuleTriggers.IdIn(line, "messageId"), ScoreIn(line), cancel);
            if (!acted && !waits)
                return false;

            await db.SaveAsync(conversation, cancel);
            if (acted)
                ApplyTimedRule.Announce(live, conversation);
            return acted;
        }

        // The rules whose doing the event is.
        private static async Task<IReadOnlyList<Guid>> ChainAsync(AppDb db, LoggedEvent line, CancellationToken cancel)
        {
            if (RuleTriggers.RuleOf(line.Actor) is not { } rule)
                return [];

            return await db.RuleRuns.AsNoTracking().FirstOrDefaultAsync(run =>
                run.RuleId == rule && run.ConversationId == line.Stream && run.FirstSequence <= line.Sequence && run.LastSequence >= line.Sequence, cancel) is { } run ? run.ReadChain() : [rule];
        }

        // From now on time is counted for the rules that wait for time.
        private static async Task<bool> WatchAsync(AppDb db, RuleBook book, RuleWorld world, Conversation conversation, RuleTrigger happened, LoggedEvent line, CancellationToken cancel)
        {
            if (RuleTriggers.ClockOf(happened) is not { } timed || !book.Timed(timed).Any())
                return false;

            var since = line.At;
            if (RuleTriggers.IdIn(line, "messageId") is { } messageId && happened is RuleTrigger.CustomerWrote or RuleTrigger.AgentReplied)
            {
                since = await db.Messages.Where(it => it.Id == messageId).Select(it => it.At).FirstOrDefaultAsync(cancel);
                if (happened is RuleTrigger.CustomerWrote && conversation.WaitingSince != since)
                    return false; // already waiting, and counted from the first word
            }

            foreach (var rule in book.Timed(timed))
            {
                if (ApplyTimedRule.MomentOf(rule, world, conversation.InboxId, since) is { } at)
                    db.Enqueue(new ApplyTimedRule(rule.Id, conversation.Id, since, line.Sequence), at);
            }

            return true;
        }

        private static int? ScoreIn(LoggedEvent line)
        {
            using var data = JsonDocument.Parse(line.Data);
            return data.RootElement.TryGetProperty("score", out var score) && score.TryGetInt32(out var value) ? value : null;
        }
    }
}
