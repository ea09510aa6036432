using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Automation.Rules;

/// <summary>When something happens to a conversation, and if all is as the rule asks, then it is done without anybody's hand.</summary>
public sealed class Rule
{
    public const int MostMinutes = 90 * 24 * 60;

    private Rule() { }

    public Rule(int position, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Position = position;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Rules that the same event sets off run in this order.</summary>
    public int Position { get; private set; }

    public bool Active { get; private set; }
    public RuleTrigger Trigger { get; private set; }

    /// <summary>How long must have passed; null for a rule that an event sets off.</summary>
    public int? Minutes { get; private set; }

    /// <summary>Only the working time of the inbox counts.</summary>
    public bool InWorkingTime { get; private set; }

    public RuleMatch Match { get; private set; }

    /// <summary>JSON of <see cref="RuleCondition"/>s.</summary>
    public string Conditions { get; private set; } = "[]";

    /// <summary>JSON of <see cref="RuleAction"/>s.</summary>
    public string Actions { get; private set; } = "[]";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void When(string name, RuleTrigger trigger, int? minutes, bool inWorkingTime)
    {
        (Name, Trigger) = (name.Trim(), trigger);
        (Minutes, InWorkingTime) = trigger.IsTimed() ? (minutes, inWorkingTime) : (null, false);
        Version++;
    }

    public void If(RuleMatch match, IEnumerable<RuleCondition> conditions)
    {
        (Match, Conditions) = (match, RuleJson.Write(conditions));
        Version++;
    }

    public void Then(IEnumerable<RuleAction> actions)
    {
        Actions = RuleJson.Write(actions);
        Version++;
    }

    public void Turn(bool on)
    {
        Active = on;
        Version++;
    }

    public void MoveTo(int position)
    {
        Position = position;
        Version++;
    }

    public IReadOnlyList<RuleCondition> ReadConditions() => RuleJson.Read<RuleCondition[]>(Conditions);

    public IReadOnlyList<RuleAction> ReadActions() => RuleJson.Read<RuleAction[]>(Actions);

    internal sealed class Table : IEntityTypeConfiguration<Rule>
    {
        public void Configure(EntityTypeBuilder<Rule> builder)
        {
            builder.ToTable("rules");
            builder.Property(rule => rule.Id).ValueGeneratedNever();
            builder.Property(rule => rule.Name).HasMaxLength(120);
            builder.Property(rule => rule.Trigger).HasConversion<string>().HasMaxLength(20);
            builder.Property(rule => rule.Match).HasConversion<string>().HasMaxLength(5);
            builder.Property(rule => rule.Version).IsConcurrencyToken();
        }
    }
}

public static class AutomationTables
{
    extension(AppDb db)
    {
        public DbSet<Rule> Rules => db.Set<Rule>();
        public DbSet<Log.RuleRun> RuleRuns => db.Set<Log.RuleRun>();
    }
}
