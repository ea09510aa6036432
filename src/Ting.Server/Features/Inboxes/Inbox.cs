using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Inboxes;

/// <summary>A configured way in and out: one brand on one channel.</summary>
public sealed partial class Inbox
{
    private Inbox() { }

    public Inbox(string name, string kind, string key, string language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Name = name.Trim();
        Kind = kind;
        Key = key;
        Language = language;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Public: stands in the shop's page.</summary>
    public string Key { get; private init; } = "";

    public string Name { get; private set; } = "";

    /// <summary>chat, api …: the channel that carries it.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>zh-Hans, ja or en: the language the brand speaks first.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>#rrggbb of the chat window; null for our own.</summary>
    public string? Colour { get; private set; }

    /// <summary>Web origins that may show the chat window, separated by spaces; empty for our own only.</summary>
    public string Origins { get; private set; } = "";

    /// <summary>The secret with which the shop signs its visitors' identity; null when it does not.</summary>
    public string? SigningSecret { get; private set; }

    /// <summary>What visitors may pick before the chat: JSON [{key, zh, ja, en}].</summary>
    public string Topics { get; private set; } = "[]";

    public bool AsksSatisfaction { get; private set; } = true;
    public Guid? TeamId { get; private set; }

    /// <summary>When people answer here; null for round the clock.</summary>
    public Guid? CalendarId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public int Version { get; private set; }

    public void Rename(string name, string language)
    {
        Name = name.Trim();
        Language = language;
        Version++;
    }

    public void Show(string? colour, string origins, string topics)
    {
        Colour = colour;
        Origins = origins;
        Topics = topics;
        Version++;
    }

    public void Sign(string? secret)
    {
        SigningSecret = secret;
        Version++;
    }

    public void Serve(Guid? teamId, bool asksSatisfaction)
    {
        TeamId = teamId;
        AsksSatisfaction = asksSatisfaction;
        Version++;
    }

    public void Keep(Guid? calendarId)
    {
        CalendarId = calendarId;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Inbox>
    {
        public void Configure(EntityTypeBuilder<Inbox> builder)
        {
            builder.ToTable("inboxes");
            builder.Property(inbox => inbox.Id).ValueGeneratedNever();
            builder.Property(inbox => inbox.Key).HasMaxLength(40);
            builder.Property(inbox => inbox.Name).HasMaxLength(120);
            builder.Property(inbox => inbox.Kind).HasMaxLength(20);
            builder.Property(inbox => inbox.Language).HasMaxLength(10);
            builder.Property(inbox => inbox.Colour).HasMaxLength(7);
            builder.Property(inbox => inbox.SigningSecret).HasMaxLength(120);
            builder.Property(inbox => inbox.AccessLane).HasDefaultValue(false).ValueGeneratedNever();
            builder.Property(inbox => inbox.OffersAccess).HasDefaultValue(false).ValueGeneratedNever();
            builder.Property(inbox => inbox.Version).IsConcurrencyToken();
            builder.HasIndex(inbox => inbox.Key).IsUnique();
        }
    }
}

public static class InboxTables
{
    extension(AppDb db)
    {
        public DbSet<Inbox> Inboxes => db.Set<Inbox>();
    }
}
