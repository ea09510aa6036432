using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>For whom a view stands in the list. Stored by name; never rename one.</summary>
public enum ViewScope { Mine, Team, Everyone }

/// <summary>Conversations that somebody looks at again and again, under a name. Whoever opens it sees of them what they may see.</summary>
public sealed class SavedView
{
    public const int MostName = 60;

    // Names in Chinese and Japanese are read by people in the database too.
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SavedView() { }

    public SavedView(Guid? ownerId, int position, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        OwnerId = ownerId;
        Position = position;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public ViewScope Scope { get; private set; }

    /// <summary>Who made it; null for a program.</summary>
    public Guid? OwnerId { get; private init; }

    /// <summary>Whose it is when it is a team's.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>JSON of a <see cref="ViewFilter"/>.</summary>
    public string Filter { get; private set; } = "{}";

    /// <summary>Among those of the same scope, the first first.</summary>
    public int Position { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Describe(string name, ViewFilter filter)
    {
        (Name, Filter) = (name.Trim(), JsonSerializer.Serialize(filter, Written));
        Version++;
    }

    /// <param name="teamId">Whose it becomes when it is a team's.</param>
    public void Share(ViewScope scope, Guid? teamId) => (Scope, TeamId) = (scope, scope is ViewScope.Team ? teamId : null);

    public void Stand(int position)
    {
        Position = position;
        Version++;
    }

    public ViewFilter ReadFilter() => JsonSerializer.Deserialize<ViewFilter>(Filter, Written)!;

    internal sealed class Table : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("saved_views");
            builder.Property(view => view.Id).ValueGeneratedNever();
            builder.Property(view => view.Name).HasMaxLength(MostName);
            builder.Property(view => view.Scope).HasConversion<string>().HasMaxLength(10);
            builder.Property(view => view.Version).IsConcurrencyToken();
            builder.HasIndex(view => new { view.OwnerId, view.Scope });
            builder.HasIndex(view => new { view.Scope, view.TeamId });
        }
    }
}

public static class SavedViewTables
{
    extension(AppDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
    }
}

/// <summary>A view, ready to be asked.</summary>
public sealed record ViewEntry(Guid Id, string Name, ViewScope Scope, Guid? OwnerId, Guid? TeamId, ViewFilter Filter, int Position, DateTimeOffset CreatedAt, int Version)
{
    internal static ViewEntry Of(SavedView it) => new(it.Id, it.Name, it.Scope, it.OwnerId, it.TeamId, it.ReadFilter(), it.Position, it.CreatedAt, it.Version);

    internal bool IsFor(Guid? agentId, Guid? teamId) => Scope switch
    {
        ViewScope.Everyone => true,
        ViewScope.Team => TeamId is not null && TeamId == teamId,
        _ => OwnerId is not null && OwnerId == agentId,
    };
}

/// <summary>All views, kept in memory: an inbox without any asks the database nothing about them.</summary>
public sealed record ViewBook(IReadOnlyList<ViewEntry> All)
{
    /// <summary>Of one agent, of one team, and of everybody: as many as one still finds one's way in.</summary>
    public const int Most = 30;

    private const int MostOfAll = 20_000;

    internal static async Task<ViewBook> ReadAsync(AppDb db, CancellationToken cancel) =>
        new([.. (await db.SavedViews.AsNoTracking().OrderBy(it => it.Id).Take(MostOfAll).ToListAsync(cancel)).Select(ViewEntry.Of)]);
}
