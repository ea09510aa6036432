using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>A rule, ready to be asked.</summary>
public sealed record RuleEntry(
    Guid Id, string Name, RuleTrigger Trigger, int? Minutes, bool InWorkingTime, RuleMatch Match, IReadOnlyList<RuleCondition> Conditions, IReadOnlyList<RuleAction> Actions)
{
    internal static RuleEntry Of(Rule rule) =>
        new(rule.Id, rule.Name, rule.Trigger, rule.Minutes, rule.InWorkingTime, rule.Match, rule.ReadConditions(), rule.ReadActions());

    public bool LooksAt(params RuleField[] fields) => Conditions.Any(condition => fields.Contains(condition.Field));
}

/// <summary>The rules that are switched on, in their order.</summary>
public sealed class RuleBook(IReadOnlyList<RuleEntry> rules)
{
    /// <summary>More rules than anybody can keep in order.</summary>
    public const int Most = 200;

    /// <summary>One event leads to at most so many rules one after another, each set off by what the one before did.</summary>
    public const int MostInChain = 5;

    private readonly ILookup<RuleTrigger, RuleEntry> _byTrigger = rules.ToLookup(rule => rule.Trigger);

    public RuleEntry? Find(Guid id) => rules.FirstOrDefault(rule => rule.Id == id);

    /// <summary>Those that time sets off.</summary>
    public IEnumerable<RuleEntry> Timed(RuleTrigger trigger) => _byTrigger[trigger];

    /// <summary>The rules that an event sets off, in their order.</summary>
    /// <param name="trigger">What happened.</param>
    /// <param name="chain">The rules whose doing the event is, the first cause first: none of them is set off again.</param>
    public IEnumerable<RuleEntry> SetOff(RuleTrigger trigger, IReadOnlyCollection<Guid> chain) =>
        chain.Count >= MostInChain ? [] : _byTrigger[trigger].Where(rule => !chain.Contains(rule.Id));

    /// <summary>Whether an event of this kind leads to anything: a rule, or a clock that begins to run.</summary>
    public bool Wants(RuleTrigger happened) => _byTrigger.Contains(happened) || (RuleTriggers.ClockOf(happened) is { } clock && _byTrigger.Contains(clock));

    internal static async Task<RuleBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new([.. (await db.Rules.AsNoTracking().Where(rule => rule.Active).OrderBy(rule => rule.Position).ThenBy(rule => rule.Id).Take(Most).ToListAsync(cancel)).Select(RuleEntry.Of)]);
}
