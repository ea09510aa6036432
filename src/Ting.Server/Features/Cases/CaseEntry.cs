using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Cases;

/// <summary>What one entry of a case records. The six from Listen to Learn are the steps of a complaint (CONF-01), in their order. Stored by name; never rename one.</summary>
public enum EntryKind { Note, Listen, Calm, Sort, Agree, FollowUp, Learn, Negotiation, Closing, Reopening }

/// <summary>What somebody said, did or decided in a case, in words. Nothing changes an entry; what is to be added is a further one.</summary>
public sealed class CaseEntry
{
    public const int MostCharacters = 4000;

    private CaseEntry() { }

    public CaseEntry(Case matter, EntryKind kind, string said, string more, int? feeling, bool skipped, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CaseId = matter.Id;
        Round = matter.Round;
        Sequence = matter.LastSequence + 1;
        Kind = kind;
        Said = said;
        More = more;
        Feeling = feeling;
        Skipped = skipped;
        Actor = actor;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid CaseId { get; private init; }
    public int Round { get; private init; }

    /// <summary>Of the line that tells of it in the case's history: also what was recorded in one moment has an order.</summary>
    public int Sequence { get; private init; }

    public EntryKind Kind { get; private init; }

    /// <summary>The step's main words; why, for a step that was left out.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The step's second words: the wish, the problems that follow, the choices offered, the rule to change, who sat at the table.</summary>
    public string More { get; private set; } = "";

    /// <summary>How the customer is after the step, from −2 to +2; what an agent perceived.</summary>
    public int? Feeling { get; private init; }

    /// <summary>The step was left out, and <see cref="Said"/> says why.</summary>
    public bool Skipped { get; private init; }

    public string Actor { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    internal void Forget() => (Said, More) = ("", "");

    internal sealed class Table : IEntityTypeConfiguration<CaseEntry>
    {
        public void Configure(EntityTypeBuilder<CaseEntry> builder)
        {
            builder.ToTable("case_entries");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(12);
            builder.Property(it => it.Said).HasMaxLength(MostCharacters);
            builder.Property(it => it.More).HasMaxLength(MostCharacters);
            builder.Property(it => it.Actor).HasMaxLength(60);
            builder.HasIndex(it => new { it.CaseId, it.Sequence });
        }
    }
}

/// <summary>The way of a complaint (CONF-01): six steps, one after the other.</summary>
public static class ComplaintSteps
{
    public static readonly IReadOnlyList<EntryKind> All = [EntryKind.Listen, EntryKind.Calm, EntryKind.Sort, EntryKind.Agree, EntryKind.FollowUp, EntryKind.Learn];

    public static bool IsStep(this EntryKind kind) => kind is >= EntryKind.Listen and <= EntryKind.Learn;

    /// <returns>The first step that this round has no record of; null when all six have one.</returns>
    public static EntryKind? Next(IEnumerable<EntryKind> recorded)
    {
        var done = recorded.ToHashSet();
        foreach (var step in All)
        {
            if (!done.Contains(step))
                return step;
        }

        return null;
    }
}
