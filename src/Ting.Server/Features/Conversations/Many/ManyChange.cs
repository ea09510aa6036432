using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Conversations.Many;

public enum ManyKind { Assign, Label, Unlabel, Prioritise, Snooze, Resolve }

/// <summary>One change of many conversations at once, and how each stood before it: enough to take it back.</summary>
public sealed class ManyChange
{
    private ManyChange() { }

    public ManyChange(ManyKind kind, string target, string actor, IReadOnlyList<Before> before, int left, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        Target = target;
        Actor = actor;
        Items = JsonSerializer.Serialize(before);
        (Changed, Left, At) = (before.Count, left, now);
    }

    public sealed record Before(Guid Id, Conversation.Standing Standing, Guid? AssigneeId, Guid? TeamId, Priority Priority);

    public Guid Id { get; private init; }
    public ManyKind Kind { get; private init; }

    /// <summary>agent:ID, team:ID, a label's id, a priority's name or a moment; empty where nothing is named.</summary>
    public string Target { get; private init; } = "";

    /// <summary>Who did it; nobody else can take it back.</summary>
    public string Actor { get; private init; } = "";

    public int Changed { get; private init; }

    /// <summary>How many of those chosen stood so already or cannot be changed.</summary>
    public int Left { get; private init; }

    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? UndoneAt { get; private set; }

    private string Items { get; init; } = "[]";

    public IReadOnlyList<Before> ReadItems() => JsonSerializer.Deserialize<List<Before>>(Items) ?? [];

    public void Undo(DateTimeOffset now) => UndoneAt = now;

    internal sealed class Table : IEntityTypeConfiguration<ManyChange>
    {
        public void Configure(EntityTypeBuilder<ManyChange> builder)
        {
            builder.ToTable("many_changes");
            builder.Property(change => change.Id).ValueGeneratedNever();
            builder.Property(change => change.Kind).HasConversion<string>().HasMaxLength(12);
            builder.Property(change => change.Target).HasMaxLength(60);
            builder.Property(change => change.Actor).HasMaxLength(50);
            builder.Property<string>(nameof(Items));
            builder.Property(change => change.UndoneAt).IsConcurrencyToken();
            builder.HasIndex(change => change.At);
        }
    }
}
