using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.SelfTests;

/// <summary>How an agent judged their own listening. For the agent alone: nothing that others see reads this table (TRAP-13).</summary>
public sealed class SelfTest
{
    private SelfTest() { }

    /// <param name="answers">A, B, C or D for each statement.</param>
    public SelfTest(Guid agentId, string answers, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Answers = answers;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Answers { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<SelfTest>
    {
        public void Configure(EntityTypeBuilder<SelfTest> builder)
        {
            builder.ToTable("self_tests");
            builder.Property(test => test.Id).ValueGeneratedNever();
            builder.Property(test => test.Answers).HasMaxLength(20);
            builder.HasIndex(test => new { test.AgentId, test.Id });
        }
    }
}
