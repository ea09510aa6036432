using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening;
using Ting.Server.Features.Academy.Voice;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Recordings;

/// <summary>A recorded call that belongs to a conversation, and what it measures: facts about speaking, never what anybody feels.</summary>
public sealed class CallRecording : IMeasurable
{
    private const int LongestName = 100;

    private CallRecording() { }

    /// <param name="calledAt">When the call was; null for now.</param>
    /// <param name="ring">How many seconds it rang before somebody answered; null when nobody knows.</param>
    public CallRecording(Guid conversationId, string actor, string name, DateTimeOffset? calledAt, double? ring, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        ConversationId = conversationId;
        AddedBy = actor;
        Name = name.Length > LongestName ? name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)] : name;
        RingSeconds = ring;
        At = now;
        CalledAt = calledAt ?? now;
    }

    public Guid Id { get; private init; }
    public Guid ConversationId { get; private init; }
    public string AddedBy { get; private init; } = "";

    /// <summary>Of the file that was attached.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The content of the recording, or of the agent's side.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The customer's side, when it is a file of its own.</summary>
    public string? SecondHash { get; private set; }

    /// <summary>The customer is on the first channel.</summary>
    public bool CustomerFirst { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>VOX-14: how long the customer heard it ring.</summary>
    public double? RingSeconds { get; private init; }

    /// <summary>Null while it is being measured.</summary>
    public string? ReadingJson { get; private set; }

    /// <summary>The picture of the sound: two hexadecimal digits a part, a bar between channels.</summary>
    public string? Outline { get; private set; }

    /// <summary>Why it could not be measured.</summary>
    public string? Problem { get; private set; }

    /// <summary>How often measuring was begun.</summary>
    public int Tries { get; private set; }

    /// <summary>When it was attached; from then on it is kept for so many days.</summary>
    public DateTimeOffset At { get; private init; }

    public DateTimeOffset CalledAt { get; private init; }

    public bool IsOver => ReadingJson is not null || Problem is not null;

    public VoiceReading? Reading => ReadingJson is { } json ? ListeningJson.ReadVoice(json) : null;

    public IEnumerable<string> Hashes => SecondHash is null ? [Hash] : [Hash, SecondHash];

    public void Record(string hash, string? secondHash, bool customerFirst, double seconds) => (Hash, SecondHash, CustomerFirst, Seconds) = (hash, secondHash, customerFirst, Math.Round(seconds, 2));

    public void CountTry() => Tries++;

    public void Measured(VoiceReading reading, string outline) => (ReadingJson, Outline, Problem) = (ListeningJson.Write(reading), outline, null);

    public void CannotBeMeasured(string problem) => Problem = problem;

    internal sealed class Table : IEntityTypeConfiguration<CallRecording>
    {
        public void Configure(EntityTypeBuilder<CallRecording> builder)
        {
            builder.ToTable("call_recordings");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.AddedBy).HasMaxLength(60);
            builder.Property(it => it.Name).HasMaxLength(LongestName);
            builder.Property(it => it.Hash).HasMaxLength(64);
            builder.Property(it => it.SecondHash).HasMaxLength(64);
            builder.Property(it => it.ReadingJson).HasColumnName("Reading");
            builder.Property(it => it.Problem).HasMaxLength(40);
            builder.Ignore(it => it.Reading);
            builder.Ignore(it => it.IsOver);
            builder.Ignore(it => it.Hashes);
            builder.HasIndex(it => new { it.ConversationId, it.Id });
            builder.HasIndex(it => it.At);
            builder.HasIndex(it => new { it.CalledAt, it.RingSeconds });
        }
    }
}

/// <summary>How long recordings of calls are kept; there is one row, or none while nobody has changed it.</summary>
public sealed class RecordingRules
{
    public const int TheOne = 1;
    public const int UsualDays = 90;
    public const int MostDays = 3650;

    private RecordingRules() { }

    public RecordingRules(int days) => (Id, KeptDays) = (TheOne, days);

    public int Id { get; private init; }
    public int KeptDays { get; private set; }

    public void Keep(int days) => KeptDays = days;

    internal static async Task<int> DaysAsync(AppDb db, CancellationToken cancel) =>
        await db.RecordingRules.AsNoTracking().Where(it => it.Id == TheOne).Select(it => (int?)it.KeptDays).FirstOrDefaultAsync(cancel) ?? UsualDays;

    internal sealed class Table : IEntityTypeConfiguration<RecordingRules>
    {
        public void Configure(EntityTypeBuilder<RecordingRules> builder)
        {
            builder.ToTable("recording_rules");
            builder.Property(it => it.Id).ValueGeneratedNever();
        }
    }
}

public static class RecordingTables
{
    extension(AppDb db)
    {
        public DbSet<CallRecording> CallRecordings => db.Set<CallRecording>();
        public DbSet<RecordingRules> RecordingRules => db.Set<RecordingRules>();
    }
}
