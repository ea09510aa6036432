using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Staffing;

/// <summary>Online takes new conversations; busy and away keep what they have; offline is not there. Stored by name; never rename one.</summary>
public enum SeatState { Offline, Online, Busy, Away }

/// <summary>An agent's place at work: whether somebody sits there, how much they can take at once, and when something was last given to them.</summary>
public sealed class Seat
{
    public const string StreamKind = "agent";
    public const int UsualCapacity = 5;
    public const int MostCapacity = 100;

    private Seat() { }

    public Seat(Guid agentId, DateTimeOffset now) => (AgentId, Since, HeardAt) = (agentId, now, now);

    public Guid AgentId { get; private init; }

    /// <summary>What is true now.</summary>
    public SeatState State { get; private set; }

    /// <summary>What the agent has said last; they return to it when their screens are heard of again.</summary>
    public SeatState Chosen { get; private set; }

    /// <summary>Since when <see cref="State"/> is so.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When one of their screens last spoke.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    /// <summary>Points of work at once; what a conversation weighs is its inbox's rule.</summary>
    public int Capacity { get; private set; } = UsualCapacity;

    /// <summary>When a conversation was last given to them by routing.</summary>
    public DateTimeOffset? LastGivenAt { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>Grows with every change and with everything that is given: two who give at once cannot both succeed.</summary>
    public int Version { get; private set; }

    /// <returns>Null when it was so already.</returns>
    public LoggedEvent? Choose(SeatState state, string actor, DateTimeOffset now)
    {
        (Chosen, HeardAt) = (state, now);
        return Become(state, actor, "chosen", now);
    }

    /// <summary>A screen speaks again: they are back at what they had chosen.</summary>
    public LoggedEvent? Hear(string actor, DateTimeOffset now)
    {
        HeardAt = now;
        return Become(Chosen, actor, "back", now);
    }

    /// <summary>They count as heard of until then: for colleagues who have no screen, such as the demo's.</summary>
    public void CountAsHeard(DateTimeOffset until) => HeardAt = until;

    /// <summary>No screen has spoken for too long.</summary>
    public LoggedEvent? FallSilent(DateTimeOffset now) => Become(SeatState.Offline, "system", "silent", now);

    public LoggedEvent? Allow(int capacity, string actor, DateTimeOffset now)
    {
        if (capacity == Capacity)
            return null;

        var line = Log("agent.capacity", actor, now, new { from = Capacity, to = capacity });
        Capacity = capacity;
        return line;
    }

    /// <summary>Something is given to them; whoever read this seat before must look again.</summary>
    public void Give(DateTimeOffset now)
    {
        LastGivenAt = now;
        Version++;
    }

    public LoggedEvent Log(string type, string actor, DateTimeOffset now, object data)
    {
        Version++;
        return new LoggedEvent(StreamKind, AgentId, ++LastSequence, type, now, actor, JsonSerializer.Serialize(data, JsonSerializerOptions.Web));
    }

    private LoggedEvent? Become(SeatState state, string actor, string why, DateTimeOffset now)
    {
        if (state == State)
            return null;

        var line = Log("agent.presence", actor, now, new { from = NameOf(State), to = NameOf(state), why });
        (State, Since) = (state, now);
        return line;
    }

    /// <summary>online, busy …: as programs and addresses spell it.</summary>
    public static string NameOf(SeatState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    internal sealed class Table : IEntityTypeConfiguration<Seat>
    {
        public void Configure(EntityTypeBuilder<Seat> builder)
        {
            builder.ToTable("seats");
            builder.HasKey(seat => seat.AgentId);
            builder.Property(seat => seat.AgentId).ValueGeneratedNever();
            builder.Property(seat => seat.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(seat => seat.Chosen).HasConversion<string>().HasMaxLength(10);
            builder.Property(seat => seat.Version).IsConcurrencyToken();
            builder.HasIndex(seat => new { seat.State, seat.HeardAt });
        }
    }
}
