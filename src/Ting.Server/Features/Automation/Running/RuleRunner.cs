using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Automation.Log;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Automation.Running;

/// <summary>Runs rules on one conversation, one after another: each sees what the one before has changed. All of it is one save, so what is done is in the log and what is in the log is done.</summary>
internal sealed class RuleRunner(AppDb db, RuleWorld world, Conversation conversation, DateTimeOffset now)
{
    /// <summary>Rules act on one conversation so often within an hour, whatever sets them off. Then they stand still and the log says so.</summary>
    public const int MostAnHour = 20;

    /// <param name="messageId">What was said, when somebody said something.</param>
    /// <param name="rating">What the customer gave, when that is what happened.</param>
    /// <returns>Whether there is something to save.</returns>
    public async Task<bool> RunAsync(IEnumerable<RuleEntry> rules, string cause, IReadOnlyList<Guid> chain, Guid? messageId, int? rating, CancellationToken cancel)
    {
        var facts = new ReadFacts(db, world, conversation, messageId);
        await facts.LoadAsync(cancel);
        var since = now.AddHours(-1);
        var runs = await db.RuleRuns.Where(run => run.ConversationId == conversation.Id && run.At > since).Select(run => new { run.Outcome }).Take(MostAnHour + 1).ToListAsync(cancel);
        var (acted, stopped, some) = (runs.Count(run => run.Outcome is not RunOutcome.Stopped), runs.Exists(run => run.Outcome is RunOutcome.Stopped), false);
        foreach (var rule in rules)
        {
            var (applies, findings) = Judge.Of(rule, await facts.ForAsync(rule, rating, now, cancel));
            if (!applies)
                continue;

            if (acted >= MostAnHour)
            {
                if (!stopped)
                {
                    var halt = new RuleRun(rule, conversation.Id, cause, chain, conversation.LastSequence + 1, now);
                    halt.Stop(Named(findings));
                    db.RuleRuns.Add(halt);
                    some = true;
                }

                break;
            }

            var run = new RuleRun(rule, conversation.Id, cause, chain, conversation.LastSequence + 1, now);
            var deeds = await new DoActions(db, world, conversation, rule, facts.Labels, now).AllAsync(cancel);
            if (deeds.All(deed => deed.IsIdle))
                continue; // all of it was so already: nothing happened, and nothing needs a reason

            if (deeds.Any(deed => deed.Result is Deed.Done))
                conversation.Log(ReadThread.AutomationRan, $"rule:{rule.Id}", now, new { ruleId = rule.Id, runId = run.Id, name = rule.Name });
            run.Finish(Named(findings), deeds, conversation.LastSequence);
            db.RuleRuns.Add(run);
            acted++;
            some = true;
        }

        return some;
    }

    private IReadOnlyList<Finding> Named(IReadOnlyList<Finding> findings) => [.. findings.Select(it => it with { Asked = world.NamesOf(it.Asked), Found = world.NamesOf(it.Found) })];
}
