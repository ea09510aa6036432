using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.People;

/// <summary>Two records were made one. What each had before is kept, so that it can be undone.</summary>
public sealed class PersonMerge
{
    private PersonMerge() { }

    /// <param name="snapshot">JSON: what the survivor was, and what it took over.</param>
    public PersonMerge(Guid personId, Guid otherId, string snapshot, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = personId;
        OtherId = otherId;
        Snapshot = snapshot;
        Actor = actor;
        At = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Who remains.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Who was taken in.</summary>
    public Guid OtherId { get; private init; }

    public string Snapshot { get; private set; } = "{}";
    public string Actor { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(DateTimeOffset now) => UndoneAt = now;

    /// <summary>The person asked to be forgotten.</summary>
    public void Forget() => Snapshot = "{}";

    internal sealed class Table : IEntityTypeConfiguration<PersonMerge>
    {
        public void Configure(EntityTypeBuilder<PersonMerge> builder)
        {
            builder.ToTable("person_merges");
            builder.Property(merge => merge.Id).ValueGeneratedNever();
            builder.Property(merge => merge.Actor).HasMaxLength(60);
            builder.HasIndex(merge => merge.PersonId);
        }
    }
}
