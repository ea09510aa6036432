using FsCheck;
using FsCheck.Fluent;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Staffing;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Who gets a conversation, as a pure decision.</summary>
public sealed class ChooserTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly SkillBook.Entry Japanese = new(Guid.CreateVersion7(), "日本語", SkillKind.Language, "ja");

    [Fact]
    public void Balanced_gives_to_whoever_has_most_room_for_their_size()
    {
        Candidate[] staff = [Agent(capacity: 4, load: 2), Agent(capacity: 10, load: 3), Agent(capacity: 2, load: 1)];

        var chosen = Choose(Rule(RoutingStrategy.Balanced), Need(), staff);

        Assert.Same(staff[1], chosen);
    }

    [Fact]
    public void Round_robin_gives_to_whoever_has_waited_longest_for_work()
    {
        Candidate[] staff = [Agent(load: 0, lastGiven: -1), Agent(load: 4, lastGiven: -30), Agent(load: 0, lastGiven: -5)];

        Assert.Same(staff[1], Choose(Rule(RoutingStrategy.RoundRobin), Need(), staff));
    }

    [Fact]
    public void Whoever_served_the_customer_last_comes_first_when_they_have_room()
    {
        Candidate[] staff = [Agent(load: 0), Agent(load: 4), Agent(load: 5)];

        Assert.Same(staff[1], Choose(Rule(RoutingStrategy.Balanced), Need(), staff, last: staff[1].AgentId));
        Assert.Same(staff[0], Choose(Rule(RoutingStrategy.Balanced), Need(), staff, last: staff[2].AgentId));
    }

    [Fact]
    public void Skills_are_asked_for_in_full_then_at_any_level_then_not_at_all()
    {
        var (fluent, learner, none) = (Agent(load: 4, level: 4), Agent(load: 1, level: 2), Agent(load: 0));
        var rule = Rule(RoutingStrategy.Balanced, relaxAfter: 5);

        Assert.Equal([fluent], Chooser.Fit(rule, Need(level: 3, minutes: 0), [fluent, learner, none]));
        Assert.Equal([fluent, learner], Chooser.Fit(rule, Need(level: 3, minutes: 5), [fluent, learner, none]));
        Assert.Equal([fluent, learner, none], Chooser.Fit(rule, Need(level: 3, minutes: 10), [fluent, learner, none]));
        Assert.Same(learner, Choose(rule, Need(level: 3, minutes: 10), [learner, none])); // who can do most of it comes first
        Assert.Equal([fluent], Chooser.Fit(Rule(RoutingStrategy.Balanced, relaxAfter: null), Need(level: 3, minutes: 600), [fluent, learner, none]));
    }

    [Fact]
    public void The_reason_says_what_decided()
    {
        var learner = Agent(load: 1, level: 2);
        var (rule, need) = (Rule(RoutingStrategy.Balanced, relaxAfter: 5), Need(level: 3, minutes: 7));
        learner.Take(1, Now);

        var why = Chooser.Why(rule, need, learner, lastAgent: learner.AgentId);

        Assert.Equal(("balanced", true, 2, 5, 7), (why.Strategy, why.SpokeBefore, why.Load, why.Capacity, why.RelaxedAfter));
        Assert.Equal([("日本語", "ja", 2)], why.Skills.Select(it => (it.Name, it.Language, it.Level)));
    }

    [Fact]
    public void Another_team_and_whoever_gave_it_back_are_passed_over()
    {
        var team = Guid.CreateVersion7();
        var (own, other, giver) = (Agent(team: team), Agent(team: Guid.CreateVersion7()), Agent(team: team));
        var need = Need() with { TeamId = team, NotAgain = giver.AgentId };

        Assert.Equal([own], Chooser.Fit(Rule(RoutingStrategy.Balanced), need, [own, other, giver]));
    }

    [Fact]
    [Trait("req", "TEAM-03")]
    public void Whatever_comes_in_and_goes_out_nobody_is_given_more_than_they_can_take()
    {
        var worlds = from capacities in Gen.Choose(0, 9).NonEmptyListOf()
                     from comings in (from weight in Gen.Choose(1, 4) from chance in Gen.Choose(0, 40) select (Weight: weight, Chance: chance)).ListOf()
                     from strategy in Gen.Elements(RoutingStrategy.RoundRobin, RoutingStrategy.Balanced)
                     select (Capacities: capacities, Comings: comings, Strategy: strategy);

        Prop.ForAll(worlds.ToArbitrary(), world =>
        {
            var (capacities, comings, strategy) = world;
            var loads = capacities.Select(_ => 0).ToArray();
            var given = new List<(int Agent, int Weight)>();
            foreach (var (weight, chance) in comings)
            {
                if (chance % 3 == 0 && given.Count > 0) // somebody resolves something
                {
                    var (agent, done) = given[chance % given.Count];
                    loads[agent] -= done;
                    given.RemoveAt(chance % given.Count);
                }

                Candidate[] staff = [.. capacities.Select((capacity, at) => new Candidate(new Guid(at + 1, 0, 0, new byte[8]), null, capacity, loads[at], null, new Dictionary<Guid, int>()))];
                var rule = Rule(strategy) with { Weight = weight };
                var fit = Chooser.Fit(rule, Need(), staff);
                var room = capacities.Where((capacity, at) => loads[at] + weight <= capacity).Any();
                if (room != fit.Count > 0)
                    return false; // and nobody waits while somebody has room
                if (!room)
                    continue;

                var chosen = Chooser.Choose(rule, Need(), fit, null);
                chosen.Take(weight, Now);
                var index = Array.IndexOf(staff, chosen);
                loads[index] += weight;
                given.Add((index, weight));
                if (loads[index] > capacities[index] || chosen.Load != loads[index])
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static Candidate Choose(RoutingRule rule, Need need, IReadOnlyList<Candidate> staff, Guid? last = null) => Chooser.Choose(rule, need, Chooser.Fit(rule, need, staff), last);

    private static Candidate Agent(int capacity = 5, int load = 0, int lastGiven = -60, int level = 0, Guid? team = null) =>
        new(Guid.CreateVersion7(), team, capacity, load, Now.AddMinutes(lastGiven), level == 0 ? new Dictionary<Guid, int>() : new Dictionary<Guid, int> { [Japanese.Id] = level });

    private static Need Need(int level = 0, int minutes = 0) => new(null, level == 0 ? [] : [new Need.Asked(Japanese, level)], TimeSpan.FromMinutes(minutes), null);

    private static RoutingRule Rule(RoutingStrategy strategy, int? relaxAfter = null) => RoutingRule.Manual(Guid.CreateVersion7()) with { Strategy = strategy, RelaxAfter = relaxAfter };
}
