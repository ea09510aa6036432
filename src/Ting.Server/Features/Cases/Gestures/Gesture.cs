using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>Stored by name; never rename one.</summary>
public enum GestureKind { Refund, Voucher, Points, Gift, Apology }

/// <summary>One thing of the catalogue that may be given to a customer after something went wrong.</summary>
public sealed class Gesture
{
    private Gesture() { }

    public Gesture(string name, GestureKind kind, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Kind = kind;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public GestureKind Kind { get; private set; }

    /// <summary>False for one that is no longer offered.</summary>
    public bool Active { get; private set; } = true;

    public void Describe(string name, GestureKind kind, bool active) => (Name, Kind, Active) = (name.Trim(), kind, active);

    internal sealed class Table : IEntityTypeConfiguration<Gesture>
    {
        public void Configure(EntityTypeBuilder<Gesture> builder)
        {
            builder.ToTable("gestures");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(120);
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(it => it.Name).IsUnique();
        }
    }
}

/// <summary>Up to how much a role may give of one gesture without asking. A role without a limit may give none.</summary>
public sealed class GestureLimit
{
    private GestureLimit() { }

    public GestureLimit(Guid gestureId, AgentRole role, long most) => (GestureId, Role, Most) = (gestureId, role, most);

    public Guid GestureId { get; private init; }
    public AgentRole Role { get; private init; }

    /// <summary>In the smallest unit of the currency.</summary>
    public long Most { get; private set; }

    public void Allow(long most) => Most = most;

    internal sealed class Table : IEntityTypeConfiguration<GestureLimit>
    {
        public void Configure(EntityTypeBuilder<GestureLimit> builder)
        {
            builder.ToTable("gesture_limits");
            builder.HasKey(it => new { it.GestureId, it.Role });
            builder.Property(it => it.Role).HasConversion<string>().HasMaxLength(20);
        }
    }
}
