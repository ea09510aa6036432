using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Insights.Hours;

/// <summary>What the figures need of one hour, packed into a few bytes a conversation. It follows from the rows and can be made anew from them at any time.</summary>
public sealed class InsightHour
{
    private InsightHour() { }

    public InsightHour(long hour) => Hour = hour;

    /// <summary>Hours since 1970, UTC.</summary>
    public long Hour { get; private init; }

    /// <summary>Conversations received in it and resolved in it: how much counting it saves.</summary>
    public int Conversations { get; private set; }

    /// <summary>As <see cref="HourContent"/> writes it.</summary>
    public byte[] Content { get; private set; } = [];

    public static long Of(DateTimeOffset moment) => (long)Math.Floor((moment - DateTimeOffset.UnixEpoch).TotalHours);

    public static DateTimeOffset Start(long hour) => DateTimeOffset.UnixEpoch.AddHours(hour);

    public void Become(int conversations, byte[] content) => (Conversations, Content) = (conversations, content);

    internal sealed class Table : IEntityTypeConfiguration<InsightHour>
    {
        public void Configure(EntityTypeBuilder<InsightHour> builder)
        {
            builder.ToTable("insight_hours");
            builder.HasKey(it => it.Hour);
            builder.Property(it => it.Hour).ValueGeneratedNever();
        }
    }
}

/// <summary>How far the packing has come; one row.</summary>
public sealed class InsightProgress
{
    public const int Only = 1;

    private InsightProgress() { }

    /// <param name="position">What the log holds already: the first packing finds it in the rows.</param>
    public InsightProgress(long position, long first) => (Position, First, Next) = (position, first, first);

    public int Id { get; private init; } = Only;

    /// <summary>Every event up to this place of the log is in the hours.</summary>
    public long Position { get; private set; }

    /// <summary>The first hour there is.</summary>
    public long First { get; private set; }

    /// <summary>The hour that the first packing comes to next; null once it has come to the end, and the hours can be counted by.</summary>
    public long? Next { get; private set; }

    /// <summary>The hour that is looked at again next, in case something changed it that no event told of.</summary>
    public long Sweep { get; private set; }

    public int Version { get; private set; }

    public void Reach(long position) => (Position, Version) = (position, Version + 1);

    public void PackedUpTo(long next, bool all) => (Next, Version) = (all ? null : next, Version + 1);

    public void SweptUpTo(long next) => (Sweep, Version) = (next, Version + 1);

    /// <summary>Something lies earlier than all before, as imported conversations do.</summary>
    public void BeginAt(long first) => First = Math.Min(First, first);

    internal sealed class Table : IEntityTypeConfiguration<InsightProgress>
    {
        public void Configure(EntityTypeBuilder<InsightProgress> builder)
        {
            builder.ToTable("insight_progress");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

public static class InsightHourTables
{
    extension(AppDb db)
    {
        public DbSet<InsightHour> InsightHours => db.Set<InsightHour>();
        public DbSet<InsightProgress> InsightProgress => db.Set<InsightProgress>();
    }
}
