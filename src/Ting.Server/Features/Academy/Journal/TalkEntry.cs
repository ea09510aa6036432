using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.Journal;

/// <summary>How an agent listened in a short talk with a friend (LIS-14). For the agent alone.</summary>
public sealed class TalkEntry
{
    public const int Longest = 2_000;
    public const int MostMinutes = 60;

    private TalkEntry() { }

    public TalkEntry(Guid agentId, int minutes, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Minutes = minutes;
        Text = text;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public int Minutes { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<TalkEntry>
    {
        public void Configure(EntityTypeBuilder<TalkEntry> builder)
        {
            builder.ToTable("talk_entries");
            builder.Property(entry => entry.Id).ValueGeneratedNever();
            builder.Property(entry => entry.Text).HasMaxLength(Longest);
            builder.HasIndex(entry => new { entry.AgentId, entry.Id });
        }
    }
}

/// <summary>What an agent makes of several talks, held against the statements of the listening self-test. Private until the agent hands it in.</summary>
public sealed class TalkAnalysis
{
    /// <summary>In characters that are seen.</summary>
    public const int Shortest = 500;

    public const int Longest = 6_000;

    private TalkAnalysis() { }

    /// <param name="statements">Of the self-test, from 1.</param>
    public TalkAnalysis(Guid agentId, int entries, IEnumerable<int> statements, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Entries = entries;
        Statements = string.Join(' ', statements);
        Text = text;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }

    /// <summary>How many talks it looks back on.</summary>
    public int Entries { get; private init; }

    public string Statements { get; private init; } = "";
    public string Text { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    /// <summary>Null while only the agent reads it.</summary>
    public DateTimeOffset? HandedInAt { get; private set; }

    public void HandIn(DateTimeOffset? at) => HandedInAt = at;

    internal sealed class Table : IEntityTypeConfiguration<TalkAnalysis>
    {
        public void Configure(EntityTypeBuilder<TalkAnalysis> builder)
        {
            builder.ToTable("talk_analyses");
            builder.Property(analysis => analysis.Id).ValueGeneratedNever();
            builder.Property(analysis => analysis.Statements).HasMaxLength(60);
            builder.Property(analysis => analysis.Text).HasMaxLength(Longest);
            builder.HasIndex(analysis => new { analysis.AgentId, analysis.Id });
            builder.HasIndex(analysis => analysis.HandedInAt);
        }
    }
}
