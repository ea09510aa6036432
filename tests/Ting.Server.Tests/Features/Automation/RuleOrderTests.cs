using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Automation.Rules;

namespace Ting.Server.Tests.Features.Automation;

/// <summary>Whatever rules somebody writes: they run in order, and what they set off among themselves comes to an end.</summary>
public sealed class RuleOrderTests
{
    private static readonly RuleTrigger[] Events = [RuleTrigger.Opened, RuleTrigger.CustomerWrote, RuleTrigger.Resolved, RuleTrigger.Reopened, RuleTrigger.Assigned, RuleTrigger.Labelled];

    /// <param name="Position">Its place in the order.</param>
    /// <param name="Leads">What happens when it acts: each of these sets off rules again.</param>
    private sealed record Model(Guid Id, RuleTrigger Trigger, int Position, IReadOnlyList<RuleTrigger> Leads);

    private static readonly Gen<Model[]> Rules =
        Gen.Choose(1, 12).SelectMany(count => Gen.ArrayOf(
            from trigger in Gen.Elements(Events)
            from leads in Gen.ListOf(Gen.Elements(Events), 2)
            select (trigger, leads), count)).Select(all => all.Select((it, place) => new Model(Guid.CreateVersion7(), it.trigger, place, [.. it.leads])).ToArray());

    [Fact]
    public void Whatever_rules_lead_to_ends_and_none_is_set_off_by_what_itself_has_done() => Prop.ForAll(Rules.ToArbitrary(), rules =>
    {
        var (steps, chains) = Play(rules, RuleTrigger.CustomerWrote);

        // every rule leads to two events, so nothing can grow beyond a tree of the chain's depth
        Assert.InRange(steps, 0, Enumerable.Range(1, RuleBook.MostInChain).Sum(depth => (int)Math.Pow(rules.Length * 2, depth)));
        Assert.All(chains, chain => Assert.Equal(chain.Count, chain.Distinct().Count()));
        Assert.All(chains, chain => Assert.InRange(chain.Count, 1, RuleBook.MostInChain));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_rules_of_one_event_run_in_their_order_whoever_else_there_is() => Prop.ForAll(Rules.ToArbitrary(), Gen.Elements(Events).ToArbitrary(), (rules, happened) =>
    {
        var book = Book(rules);
        var place = rules.ToDictionary(rule => rule.Id, rule => rule.Position);

        var setOff = book.SetOff(happened, []).Select(rule => place[rule.Id]).ToList();

        Assert.Equal(setOff.Order(), setOff);
        Assert.Equal(rules.Count(rule => rule.Trigger == happened), setOff.Count);
        Assert.Equal(setOff.Count > 0, book.Wants(happened));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Taking_a_rule_out_of_the_chain_takes_only_that_rule_out() => Prop.ForAll(Rules.ToArbitrary(), rules =>
    {
        var book = Book(rules);
        var all = book.SetOff(rules[0].Trigger, []).Select(rule => rule.Id);

        Assert.Equal(all.Where(id => id != rules[0].Id), book.SetOff(rules[0].Trigger, [rules[0].Id]).Select(rule => rule.Id));
    }).QuickCheckThrowOnFailure();

    // As the jobs do it: an event sets rules off, what each does are events whose chain it ends.
    private static (int Steps, IReadOnlyList<IReadOnlyList<Guid>> Chains) Play(IReadOnlyList<Model> rules, RuleTrigger first)
    {
        var book = Book(rules);
        var leads = rules.ToDictionary(rule => rule.Id, rule => rule.Leads);
        var chains = new List<IReadOnlyList<Guid>>();
        var waiting = new Queue<(RuleTrigger Happened, IReadOnlyList<Guid> Chain)>([(first, [])]);
        var steps = 0;
        while (waiting.TryDequeue(out var next) && steps < 10_000_000)
        {
            foreach (var rule in book.SetOff(next.Happened, next.Chain))
            {
                steps++;
                IReadOnlyList<Guid> chain = [.. next.Chain, rule.Id];
                if (chains.Count < 10_000)
                    chains.Add(chain);
                foreach (var led in leads[rule.Id])
                    waiting.Enqueue((led, chain));
            }
        }

        Assert.Empty(waiting);
        return (steps, chains);
    }

    private static RuleBook Book(IEnumerable<Model> rules) =>
        new([.. rules.Select(rule => new RuleEntry(rule.Id, $"rule {rule.Position}", rule.Trigger, null, false, RuleMatch.All, [], [new RuleAction(RuleActionKind.Resolve)]))]);
}
