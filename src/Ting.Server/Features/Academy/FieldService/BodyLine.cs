using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.FieldService;

/// <summary>One line of a team's own table of positive and negative body language (BODY-16).</summary>
public sealed class BodyLine
{
    public const int Longest = 200;

    private BodyLine() { }

    /// <param name="teamId">Empty for those who are in no team: they fill one together.</param>
    /// <param name="aspect">The rule of the reference that it belongs to: BODY-01 …</param>
    public BodyLine(Guid teamId, string aspect, bool isGood, string text, Guid agentId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (TeamId, Aspect, IsGood, Text, AgentId, At) = (teamId, aspect, isGood, text, agentId, now);
    }

    public Guid Id { get; private init; }
    public Guid TeamId { get; private init; }
    public string Aspect { get; private init; } = "";
    public bool IsGood { get; private init; }
    public string Text { get; private init; } = "";
    public Guid AgentId { get; private init; }
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<BodyLine>
    {
        public void Configure(EntityTypeBuilder<BodyLine> builder)
        {
            builder.ToTable("body_lines");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Aspect).HasMaxLength(20);
            builder.Property(it => it.Text).HasMaxLength(Longest);
            builder.HasIndex(it => new { it.TeamId, it.Id });
        }
    }
}
