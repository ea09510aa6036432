using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.DueTimes;

/// <summary>A target that was met or missed: what reports count. Written anew from the events when hours or targets turn out to have been others.</summary>
public sealed class ServiceClock
{
    private ServiceClock() { }

    public ServiceClock(Guid conversationId, RunningClock clock, Guid levelId, DateTimeOffset? dueAt, DateTimeOffset? endedAt, bool isBroken)
    {
        (ConversationId, Target, Sequence, StartedAt) = (conversationId, clock.Target, clock.Sequence, clock.StartedAt);
        (LevelId, DueAt, EndedAt, Broken) = (levelId, dueAt, endedAt, isBroken);
    }

    public Guid ConversationId { get; private init; }
    public ServiceTarget Target { get; private init; }

    /// <summary>Of the event that began it.</summary>
    public int Sequence { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>Where the target comes from.</summary>
    public Guid LevelId { get; private set; }

    /// <summary>Null when the clock stood still at the end.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Null while a missed target is still to be reached.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Broken { get; private set; }

    /// <summary>Takes over what another counting found.</summary>
    /// <returns>False when it had found the same.</returns>
    internal bool Become(ServiceClock other)
    {
        if ((LevelId, Broken) == (other.LevelId, other.Broken) && Same(DueAt, other.DueAt) && Same(EndedAt, other.EndedAt))
            return false;

        (LevelId, DueAt, EndedAt, Broken) = (other.LevelId, other.DueAt, other.EndedAt, other.Broken);
        return true;
    }

    // One of the databases keeps a little less of a moment than the other.
    internal static bool Same(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one == other : (one.Value - other.Value).Duration() < TimeSpan.FromMilliseconds(2);

    internal sealed class Table : IEntityTypeConfiguration<ServiceClock>
    {
        public void Configure(EntityTypeBuilder<ServiceClock> builder)
        {
            builder.ToTable("service_clocks");
            builder.HasKey(clock => new { clock.ConversationId, clock.Target, clock.Sequence });
            builder.Property(clock => clock.Target).HasConversion<string>().HasMaxLength(10);
            builder.Property(clock => clock.Sequence).ValueGeneratedNever();
            builder.HasIndex(clock => clock.StartedAt);
        }
    }
}
