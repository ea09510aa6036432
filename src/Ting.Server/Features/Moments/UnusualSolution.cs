using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Moments;

/// <summary>What somebody at the front line did of their own accord because a rule would have given a pass mark at best, and what all can learn from it (MOT-11).</summary>
public sealed class UnusualSolution
{
    public const int MostWords = 1000;

    private UnusualSolution() { }

    public UnusualSolution(Guid agentId, string did, string learned, long cost, string currency, bool withinAuthority, Guid? caseId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (AgentId, Did, Learned, Cost, Currency, WithinAuthority, CaseId, At) = (agentId, did.Trim(), learned.Trim(), cost, currency, withinAuthority, caseId, now);
    }

    public Guid Id { get; private init; }

    /// <summary>Who used their head.</summary>
    public Guid AgentId { get; private init; }

    public string Did { get; private init; } = "";
    public string Learned { get; private set; } = "";

    /// <summary>In the smallest unit of the currency; what a gesture of a case cost is counted there and not here again.</summary>
    public long Cost { get; private init; }

    public string Currency { get; private init; } = "";

    /// <summary>Whether it was no more than the most that the role may give of any gesture without asking.</summary>
    public bool WithinAuthority { get; private init; }

    public Guid? CaseId { get; private init; }
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<UnusualSolution>
    {
        public void Configure(EntityTypeBuilder<UnusualSolution> builder)
        {
            builder.ToTable("unusual_solutions");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Did).HasMaxLength(MostWords);
            builder.Property(it => it.Learned).HasMaxLength(MostWords);
            builder.Property(it => it.Currency).HasMaxLength(3);
        }
    }
}
