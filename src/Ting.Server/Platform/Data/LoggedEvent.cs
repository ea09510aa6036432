using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Platform.Data;

/// <summary>One line of the append-only log: what happened, to what, by whom. Status, waiting time and reports follow from it; nothing deletes it.</summary>
public sealed class LoggedEvent : INumbered
{
    private LoggedEvent() { }

    /// <param name="stream">The conversation, person … it happened to.</param>
    /// <param name="sequence">From 1, without gaps within the stream.</param>
    /// <param name="actor">customer, system, agent:ID, key:ID or rule:ID.</param>
    /// <param name="data">A JSON object.</param>
    public LoggedEvent(string streamKind, Guid stream, int sequence, string type, DateTimeOffset at, string actor, string data)
    {
        StreamKind = streamKind;
        Stream = stream;
        Sequence = sequence;
        Type = type;
        At = at;
        Actor = actor;
        Data = data;
    }

    /// <summary>From 1, without gaps over everything; given at the commit, so that readers who remember it miss nothing.</summary>
    public long Position { get; private set; }

    public string StreamKind { get; private init; } = "";
    public Guid Stream { get; private init; }
    public int Sequence { get; private init; }
    public string Type { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public string Actor { get; private init; } = "";
    public string Data { get; private init; } = "{}";

    string INumbered.CounterName => Counter.Events;

    void INumbered.Numbered(long number) => Position = number;

    internal sealed class Table : IEntityTypeConfiguration<LoggedEvent>
    {
        public void Configure(EntityTypeBuilder<LoggedEvent> builder)
        {
            builder.ToTable("events");
            builder.HasKey(line => line.Position);
            builder.Property(line => line.Position).ValueGeneratedNever();
            builder.Property(line => line.StreamKind).HasMaxLength(20);
            builder.Property(line => line.Type).HasMaxLength(60);
            builder.Property(line => line.Actor).HasMaxLength(60);
            builder.HasIndex(line => new { line.Stream, line.Sequence }).IsUnique();
        }
    }
}

public static class EventLog
{
    extension(AppDb db)
    {
        public DbSet<LoggedEvent> Events => db.Set<LoggedEvent>();
    }
}
