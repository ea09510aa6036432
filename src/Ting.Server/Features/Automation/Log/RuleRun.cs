using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Automation.Rules;

namespace Ting.Server.Features.Automation.Log;

/// <summary>Partly: some of the actions could not be done. Stopped: too many rules had acted on the conversation, and nothing was done.</summary>
public enum RunOutcome { Done, Partly, Stopped }

/// <summary>What became of one action.</summary>
/// <param name="What">The name of what it was about, as it was called then.</param>
/// <param name="Result">done, already, or why it could not be done.</param>
public sealed record Deed(RuleActionKind Kind, string? What, string? Text, int? Minutes, string Result)
{
    public const string Done = "done";
    public const string Already = "already";

    /// <summary>The customer was told so within the last day.</summary>
    public const string Lately = "rule.replied_lately";

    /// <summary>Nothing had to be done.</summary>
    internal bool IsIdle => Result is Already or Lately;
}

/// <summary>A rule acted on a conversation: why, and what came of it. Nothing changes it afterwards.</summary>
public sealed class RuleRun
{
    private RuleRun() { }

    /// <param name="cause">What set it off: an event of the conversation, or a moment.</param>
    /// <param name="chain">The rules whose doing the cause was, the first first.</param>
    /// <param name="firstSequence">The first event it wrote.</param>
    internal RuleRun(RuleEntry rule, Guid conversationId, string cause, IEnumerable<Guid> chain, int firstSequence, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RuleId = rule.Id;
        RuleName = rule.Name;
        Trigger = rule.Trigger;
        ConversationId = conversationId;
        Cause = cause;
        Chain = string.Join(',', chain.Append(rule.Id).Select(id => id.ToString("N")));
        FirstSequence = firstSequence;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid RuleId { get; private init; }
    public string RuleName { get; private init; } = "";
    public RuleTrigger Trigger { get; private init; }
    public Guid ConversationId { get; private init; }

    /// <summary>The same rule never acts twice on one cause.</summary>
    public string Cause { get; private init; } = "";

    /// <summary>This rule and those that led to it, so that none of them is set off by what it does.</summary>
    public string Chain { get; private init; } = "";

    public int FirstSequence { get; private init; }
    public int LastSequence { get; private set; }
    public DateTimeOffset At { get; private init; }
    public RunOutcome Outcome { get; private set; }

    /// <summary>It told the customer something.</summary>
    public bool Replied { get; private set; }

    /// <summary>JSON of <see cref="Finding"/>s, with names in the place of ids.</summary>
    public string Findings { get; private set; } = "[]";

    /// <summary>JSON of <see cref="Deed"/>s.</summary>
    public string Deeds { get; private set; } = "[]";

    internal static string OfEvent(int sequence) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"event {sequence}");

    internal static string OfMoment(DateTimeOffset since) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"since {since.UtcTicks}");

    internal void Finish(IReadOnlyList<Finding> findings, IReadOnlyList<Deed> deeds, int lastSequence)
    {
        (Findings, Deeds, LastSequence) = (RuleJson.Write(findings), RuleJson.Write(deeds), lastSequence);
        Outcome = deeds.All(deed => deed.Result is Deed.Done || deed.IsIdle) ? RunOutcome.Done : RunOutcome.Partly;
        Replied = deeds.Any(deed => deed is { Kind: RuleActionKind.Reply, Result: Deed.Done });
    }

    internal void Stop(IReadOnlyList<Finding> findings)
    {
        (Findings, LastSequence, Outcome) = (RuleJson.Write(findings), FirstSequence - 1, RunOutcome.Stopped);
    }

    public IReadOnlyList<Finding> ReadFindings() => RuleJson.Read<Finding[]>(Findings);

    public IReadOnlyList<Deed> ReadDeeds() => RuleJson.Read<Deed[]>(Deeds);

    public IReadOnlyList<Guid> ReadChain() => [.. Chain.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    internal sealed class Table : IEntityTypeConfiguration<RuleRun>
    {
        public void Configure(EntityTypeBuilder<RuleRun> builder)
        {
            builder.ToTable("rule_runs");
            builder.Property(run => run.Id).ValueGeneratedNever();
            builder.Property(run => run.RuleName).HasMaxLength(120);
            builder.Property(run => run.Trigger).HasConversion<string>().HasMaxLength(20);
            builder.Property(run => run.Cause).HasMaxLength(40);
            builder.Property(run => run.Chain).HasMaxLength(200);
            builder.Property(run => run.Outcome).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(run => new { run.RuleId, run.ConversationId, run.Cause }).IsUnique();
            builder.HasIndex(run => new { run.ConversationId, run.At, run.Id });
            builder.HasIndex(run => new { run.RuleId, run.At, run.Id });
            builder.HasIndex(run => new { run.At, run.Id });
        }
    }
}
