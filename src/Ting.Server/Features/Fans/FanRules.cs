using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Fans;

/// <summary>What of the pages for fans is open; there is one row, or none while nobody has changed it. Nothing is open before somebody opens it.</summary>
public sealed class FanRules
{
    public const int TheOne = 1;

    public int Id { get; private init; } = TheOne;
    public bool MagazineOpen { get; private set; }
    public bool CommunityOpen { get; private set; }

    /// <summary>A post that its author has confirmed waits for a moderator, too.</summary>
    public bool Approval { get; private set; } = true;

    /// <summary>Where a topic becomes a conversation; null while nobody has said.</summary>
    public Guid? InboxId { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Set(bool magazineOpen, bool communityOpen, bool approval, Guid? inboxId)
    {
        (MagazineOpen, CommunityOpen, Approval, InboxId) = (magazineOpen, communityOpen, approval, inboxId);
        Version++;
    }

    internal static async Task<FanRules> ReadAsync(AppDb db, CancellationToken cancel) =>
        await db.FanRules.AsNoTracking().SingleOrDefaultAsync(it => it.Id == TheOne, cancel) ?? new FanRules();

    internal sealed class Table : IEntityTypeConfiguration<FanRules>
    {
        public void Configure(EntityTypeBuilder<FanRules> builder)
        {
            builder.ToTable("fan_rules");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

public static class FanTables
{
    extension(AppDb db)
    {
        public DbSet<FanRules> FanRules => db.Set<FanRules>();
    }
}
