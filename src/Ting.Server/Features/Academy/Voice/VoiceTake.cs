using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening;

namespace Ting.Server.Features.Academy.Voice;

/// <summary>One recording of one agent for a drill, and what it measures. Nobody else ever hears or sees it.</summary>
public sealed class VoiceTake : IMeasurable
{
    /// <summary>After this a take goes, with its sound.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int LongestName = 100;

    private VoiceTake() { }

    public VoiceTake(Guid agentId, VoiceDrill drill, int line, int? manner, string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Drill = drill.Key;
        Language = drill.Language;
        Line = line;
        Manner = manner;
        Name = name.Length > LongestName ? name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)] : name;
        At = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Drill { get; private init; } = "";

    /// <summary>zh-Hans, ja or en: in which the drill was spoken.</summary>
    public string Language { get; private init; } = "";

    /// <summary>Which of the drill's lines.</summary>
    public int Line { get; private init; }

    /// <summary>Which tone, or which word to stress.</summary>
    public int? Manner { get; private init; }

    /// <summary>Of the file that was handed in.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The content of the recording, or of the agent's side.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The customer's side, when it is a file of its own.</summary>
    public string? SecondHash { get; private set; }

    /// <summary>The customer is on the first channel.</summary>
    public bool CustomerFirst { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Null while it is being measured.</summary>
    public string? ReadingJson { get; private set; }

    /// <summary>The picture of the sound: two hexadecimal digits a part, a bar between channels.</summary>
    public string? Outline { get; private set; }

    /// <summary>Why it could not be measured.</summary>
    public string? Problem { get; private set; }

    /// <summary>How often the job began to measure it.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset At { get; private init; }

    public DateTimeOffset GoesAt => At + Kept;

    public bool IsOver => ReadingJson is not null || Problem is not null;

    public VoiceReading? Reading => ReadingJson is { } json ? ListeningJson.ReadVoice(json) : null;

    public void Record(string hash, string? secondHash, bool customerFirst, double seconds) => (Hash, SecondHash, CustomerFirst, Seconds) = (hash, secondHash, customerFirst, Math.Round(seconds, 2));

    public void CountTry() => Tries++;

    public void Measured(VoiceReading reading, string outline) => (ReadingJson, Outline, Problem) = (ListeningJson.Write(reading), outline, null);

    public void CannotBeMeasured(string problem) => Problem = problem;

    internal sealed class Table : IEntityTypeConfiguration<VoiceTake>
    {
        public void Configure(EntityTypeBuilder<VoiceTake> builder)
        {
            builder.ToTable("voice_takes");
            builder.Property(take => take.Id).ValueGeneratedNever();
            builder.Property(take => take.Drill).HasMaxLength(40);
            builder.Property(take => take.Language).HasMaxLength(10);
            builder.Property(take => take.Name).HasMaxLength(LongestName);
            builder.Property(take => take.Hash).HasMaxLength(64);
            builder.Property(take => take.SecondHash).HasMaxLength(64);
            builder.Property(take => take.ReadingJson).HasColumnName("Reading");
            builder.Property(take => take.Problem).HasMaxLength(40);
            builder.Ignore(take => take.Reading);
            builder.Ignore(take => take.GoesAt);
            builder.Ignore(take => take.IsOver);
            builder.HasIndex(take => new { take.AgentId, take.Drill, take.Id });
            builder.HasIndex(take => new { take.AgentId, take.Id });
        }
    }
}
