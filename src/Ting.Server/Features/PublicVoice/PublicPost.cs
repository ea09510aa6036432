using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Something somebody said in public. It belongs to no person of ours: nobody is looked for behind it.</summary>
public sealed class PublicPost
{
    public const int MostExternalId = 200;
    public const int MostAuthor = 120;
    public const int MostText = 4000;
    public const int MostLink = 1000;

    private PublicPost() { }

    internal PublicPost(PublicSource source, GivenPost given, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (SourceId, Kind, ExternalId, Author, Text, Link, Language, At, ReceivedAt) = (source.Id, source.Kind, given.ExternalId, given.Author, given.Text, given.Link, given.Language, given.At, now);
    }

    public Guid Id { get; private init; }
    public Guid SourceId { get; private init; }

    /// <summary>Of the source, so that posts of one kind are found by an index.</summary>
    public PublicSourceKind Kind { get; private init; }

    /// <summary>What the source calls it; the same is never taken in twice.</summary>
    public string ExternalId { get; private init; } = "";

    /// <summary>Null when nobody said, or when it was erased.</summary>
    public string? Author { get; private set; }

    /// <summary>Plain text.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Where it stands; http or https.</summary>
    public string? Link { get; private init; }

    /// <summary>As it was given, else as it was read; null before.</summary>
    public string? Language { get; private set; }

    public DateTimeOffset At { get; private init; }
    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>When the engine was through with it; null while it waits.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Null while it waits, and for a language that the engine does not read.</summary>
    public Emotion? Emotion { get; private set; }

    public double? SentimentScore { get; private set; }

    /// <summary>Null when the words do not show it.</summary>
    public Need? Need { get; private set; }

    public string? ModelVersion { get; private set; }

    /// <summary>The whole reading, as <c>ting listen</c> answers it.</summary>
    public string? Json { get; private set; }

    /// <summary>Who has looked at it and done what there was to do; null for a program.</summary>
    public Guid? LookedBy { get; private set; }

    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>The step on which screens draw it; null where nothing was read.</summary>
    public int? Level => Emotion is { } emotion ? EmotionLevel.Of(emotion) : null;

    public void Read(DateTimeOffset now)
    {
        ReadAt = now;
        if (Language is not (null or "zh" or "ja" or "en"))
            return; // words of a language the engine does not know would be read as something else

        var reading = Listener.Read(Text, Language);
        (Language, Emotion, SentimentScore, Need, ModelVersion, Json) = (reading.Language, reading.Emotion, reading.SentimentScore, reading.Need, reading.ModelVersion, ListeningJson.Write(reading));
    }

    public void Look(Guid? by, DateTimeOffset now) => (LookedBy, LookedAt) = (by, now);

    public void LookAgain() => (LookedBy, LookedAt) = (null, null);

    public void ForgetAuthor() => Author = null;

    internal sealed class Table : IEntityTypeConfiguration<PublicPost>
    {
        public void Configure(EntityTypeBuilder<PublicPost> builder)
        {
            builder.ToTable("public_posts");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.ExternalId).HasMaxLength(MostExternalId);
            builder.Property(it => it.Author).HasMaxLength(MostAuthor);
            builder.Property(it => it.Text).HasMaxLength(MostText);
            builder.Property(it => it.Link).HasMaxLength(MostLink);
            builder.Property(it => it.Language).HasMaxLength(3);
            builder.Property(it => it.Emotion).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.Need).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.ModelVersion).HasMaxLength(40);
            builder.Property(it => it.Json).HasColumnName("Reading");
            builder.Ignore(it => it.Level);
            builder.HasIndex(it => new { it.SourceId, it.ExternalId }).IsUnique();
            builder.HasIndex(it => new { it.At, it.Id });
            builder.HasIndex(it => new { it.SourceId, it.At, it.Id });
            builder.HasIndex(it => new { it.Kind, it.At, it.Id });
            builder.HasIndex(it => new { it.Language, it.At, it.Id });
            builder.HasIndex(it => it.Id).HasFilter("\"ReadAt\" IS NULL");
        }
    }
}

/// <summary>A post as it comes in: plain text, checked for length.</summary>
/// <param name="Language">zh, ja, en or another; null to tell it from the text.</param>
internal sealed record GivenPost(string ExternalId, string? Author, string Text, string? Link, string? Language, DateTimeOffset At);
