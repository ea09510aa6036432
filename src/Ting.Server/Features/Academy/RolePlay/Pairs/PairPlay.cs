using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Academy.RolePlay.Pairs;

/// <summary>A talk to practise in which a colleague plays the customer. Nobody but the two ever sees it.</summary>
public sealed class PairPlay
{
    /// <summary>Of lines and moods together; a talk that needs more has lost its way.</summary>
    public const int MostEntries = 120;

    private PairPlay() { }

    /// <param name="trainerId">Who plays the customer.</param>
    /// <param name="learnerId">Who answers.</param>
    public PairPlay(Guid trainerId, Guid learnerId, Scenario scenario, bool hints, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Id = Guid.CreateVersion7(now);
        TrainerId = trainerId;
        LearnerId = learnerId;
        Scenario = scenario.Key;
        Language = scenario.Language;
        Hints = hints;
        InvitedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid TrainerId { get; private init; }
    public Guid LearnerId { get; private init; }
    public string Scenario { get; private init; } = "";
    public string Language { get; private init; } = "";

    /// <summary>The learner reads what would help before each line.</summary>
    public bool Hints { get; private set; }

    public string EntriesJson { get; private set; } = "[]";
    public DateTimeOffset InvitedAt { get; private init; }

    /// <summary>Null while the learner has not come.</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>Without having been accepted: declined or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Ending Ending { get; private set; }

    /// <summary>From 0 to 100, once it is over.</summary>
    public int? Score { get; private set; }

    /// <summary>Both may write at the same moment.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<PairEntry> Entries => JsonSerializer.Deserialize<List<PairEntry>>(EntriesJson)!;

    public bool IsRunning => AcceptedAt is not null && EndedAt is null;

    public bool IsFull => Entries.Count >= MostEntries;

    public void Accept(DateTimeOffset now) => (AcceptedAt, Version) = (now, Version + 1);

    public void Add(PairEntry entry)
    {
        EntriesJson = JsonSerializer.Serialize<IReadOnlyList<PairEntry>>([.. Entries, entry]);
        Version++;
    }

    public void Help(bool hints) => (Hints, Version) = (hints, Version + 1);

    /// <param name="score">Null when nothing was played.</param>
    public void End(Ending ending, int? score, DateTimeOffset now) => (Ending, Score, EndedAt, Version) = (ending, score, now, Version + 1);

    internal sealed class Table : IEntityTypeConfiguration<PairPlay>
    {
        public void Configure(EntityTypeBuilder<PairPlay> builder)
        {
            builder.ToTable("pair_plays");
            builder.Property(play => play.Id).ValueGeneratedNever();
            builder.Property(play => play.Scenario).HasMaxLength(40);
            builder.Property(play => play.Language).HasMaxLength(10);
            builder.Property(play => play.EntriesJson).HasColumnName("Entries");
            builder.Property(play => play.Ending).HasConversion<string>().HasMaxLength(10);
            builder.Property(play => play.Version).IsConcurrencyToken();
            builder.Ignore(play => play.Entries);
            builder.HasIndex(play => new { play.LearnerId, play.EndedAt });
            builder.HasIndex(play => new { play.TrainerId, play.EndedAt });
        }
    }
}

/// <summary>What came next in the talk.</summary>
/// <param name="Key">Of the form that was sent: what is sent twice is said once.</param>
/// <param name="FromCustomer">The trainer's words; otherwise the learner's.</param>
/// <param name="Mood">The trainer moved the meter there and said nothing.</param>
/// <param name="Reveals">With these words what was hidden came out.</param>
public sealed record PairEntry(Guid Key, bool FromCustomer, string? Text, int? Mood = null, bool Reveals = false);
