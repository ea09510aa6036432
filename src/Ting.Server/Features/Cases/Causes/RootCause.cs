using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases.Causes;

/// <summary>Where a cause lies. Stored by name; never rename one.</summary>
public enum CauseArea { Product, Delivery, Information, Process, People, Other }

/// <summary>How far the change is that shall keep it from happening again.</summary>
public enum ChangeState { None, Planned, Made }

/// <summary>Why things go wrong again and again, in one register, with what is changed about it (CONF-05, PROB-05).</summary>
public sealed class RootCause
{
    public const int MostChange = 1000;

    private RootCause() { }

    public RootCause(string name, CauseArea area, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Area = area;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public CauseArea Area { get; private set; }

    /// <summary>Which rule, process or product is changed, and how.</summary>
    public string Change { get; private set; } = "";

    public ChangeState ChangeState { get; private set; }

    /// <summary>Since when the change holds: cases before and after it are counted apart.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>False for one that is no longer offered; cases keep it.</summary>
    public bool Active { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private init; }

    public void Describe(string name, CauseArea area, bool active) => (Name, Area, Active) = (name.Trim(), area, active);

    public void Plan(string change, ChangeState state, DateTimeOffset now)
    {
        if (state is ChangeState.Made && ChangeState is not ChangeState.Made)
            ChangedAt = now;
        else if (state is not ChangeState.Made)
            ChangedAt = null;
        (Change, ChangeState) = (change.Trim(), state);
    }

    internal sealed class Table : IEntityTypeConfiguration<RootCause>
    {
        public void Configure(EntityTypeBuilder<RootCause> builder)
        {
            builder.ToTable("root_causes");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(120);
            builder.Property(it => it.Area).HasConversion<string>().HasMaxLength(12);
            builder.Property(it => it.Change).HasMaxLength(MostChange);
            builder.Property(it => it.ChangeState).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(it => it.Name).IsUnique();
        }
    }
}
