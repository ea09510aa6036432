using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.LanguageModels;

namespace Ting.Server.Features.Academy.RolePlay;

/// <summary>One agent's talk with a simulated customer. Only what the agent said is kept, and how a language model worded the answers: the rest follows from it.</summary>
public sealed class Play
{
    public const int LongestLine = 600;

    private Play() { }

    public Play(Guid agentId, string scenario, string language, bool hints, string? voice, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        AgentId = agentId;
        Scenario = scenario;
        Language = language;
        Hints = hints;
        Voice = voice;
        StartedAt = now;
    }

    public Guid Id { get; private init; }
    public Guid AgentId { get; private init; }
    public string Scenario { get; private init; } = "";
    public string Language { get; private init; } = "";
    public bool Hints { get; private init; }

    /// <summary>The language model that words the answers; null when they are the scenario's own.</summary>
    public string? Voice { get; private init; }

    public string LinesJson { get; private set; } = "[]";
    public string? WordedJson { get; private set; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>From 0 to 100, once it is over.</summary>
    public int? Score { get; private set; }

    /// <summary>Two lines sent at the same moment do not both count as the next.</summary>
    public int Turn { get; private set; }

    public IReadOnlyList<string> Lines => JsonSerializer.Deserialize<List<string>>(LinesJson)!;

    /// <summary>For each line the language model's answer to it; null where the scenario's own stands.</summary>
    public IReadOnlyList<string?> Worded => WordedJson is null ? [] : JsonSerializer.Deserialize<List<string?>>(WordedJson)!;

    /// <param name="turn">Of the line that is answered, from 0.</param>
    /// <param name="answer">What the language model makes of the scenario's answer.</param>
    public void Word(int turn, string answer)
    {
        var worded = Worded.ToList();
        while (worded.Count <= turn)
            worded.Add(null);
        worded[turn] = answer;
        WordedJson = JsonSerializer.Serialize(worded);
    }

    public void Say(string line)
    {
        LinesJson = JsonSerializer.Serialize<IReadOnlyList<string>>([.. Lines, line]);
        Turn++;
    }

    public void End(int score, DateTimeOffset now) => (Score, EndedAt) = (score, now);

    internal sealed class Table : IEntityTypeConfiguration<Play>
    {
        public void Configure(EntityTypeBuilder<Play> builder)
        {
            builder.ToTable("role_plays");
            builder.Property(play => play.Id).ValueGeneratedNever();
            builder.Property(play => play.Scenario).HasMaxLength(40);
            builder.Property(play => play.Language).HasMaxLength(10);
            builder.Property(play => play.LinesJson).HasColumnName("Lines");
            builder.Property(play => play.Voice).HasMaxLength(LanguageModel.LongestName);
            builder.Property(play => play.WordedJson).HasColumnName("Worded");
            builder.Property(play => play.Turn).IsConcurrencyToken();
            builder.Ignore(play => play.Lines);
            builder.Ignore(play => play.Worded);
            builder.HasIndex(play => new { play.AgentId, play.Id });
        }
    }
}
