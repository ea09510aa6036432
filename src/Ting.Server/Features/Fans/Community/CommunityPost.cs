using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Listening;
using Ting.Server.Features.Conversations;

namespace Ting.Server.Features.Fans.Community;

/// <summary>The words a topic begins with, or an answer to it; by a visitor or by the team.</summary>
public sealed class CommunityPost
{
    public const int MostName = 60;
    public const int MostEmail = 254;
    public const int MostText = 4000;
    public const int MostReason = 200;
    public static readonly TimeSpan Confirmable = TimeSpan.FromDays(3);

    private CommunityPost() { }

    /// <summary>By a visitor; it waits until they have opened the link of the letter.</summary>
    public CommunityPost(Guid topicId, bool isFirst, string name, string email, string text, string language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (TopicId, IsFirst, Name, Email, Text, Language, At, ExpiresAt) = (topicId, isFirst, name, email, text, language, now, now + Confirmable);
    }

    /// <summary>By the team; it stands at once.</summary>
    public CommunityPost(Guid topicId, Guid? agentId, string name, string text, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (TopicId, AgentId, IsTeam, Name, Text, At, ExpiresAt, ShownAt, State) = (topicId, agentId, true, name, text, now, now, now, PostState.Shown);
    }

    public Guid Id { get; private init; }
    public Guid TopicId { get; private init; }
    public bool IsFirst { get; private init; }
    public bool IsTeam { get; private init; }
    public Guid? AgentId { get; private init; }

    /// <summary>As they want to be called; empty when they were forgotten.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Never shown; null for the team, and when they were forgotten.</summary>
    public string? Email { get; private set; }

    /// <summary>Plain text; empty when its author was forgotten.</summary>
    public string Text { get; private set; } = "";

    /// <summary>zh-Hans, ja or en: of the page it was written on.</summary>
    public string Language { get; private init; } = "";

    public PostState State { get; private set; }
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? ShownAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public string? TokenHash { get; private set; }

    /// <summary>What the engine heard; null for the team, before it was confirmed, and when it was forgotten.</summary>
    public Emotion? Emotion { get; private set; }

    public Need? Need { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public int? Level => Emotion is { } emotion ? EmotionLevel.Of(emotion) : null;

    public bool IsForgotten => Text.Length == 0;

    /// <summary>The link of before is worth nothing any more.</summary>
    public void Expect(string tokenHash)
    {
        TokenHash = tokenHash;
        Version++;
    }

    public bool CanConfirm(DateTimeOffset now) => State is PostState.Unconfirmed && now < ExpiresAt;

    public void Confirm(bool needsApproval, DateTimeOffset now)
    {
        (ConfirmedAt, TokenHash) = (now, null);
        var reading = Listener.Read(Text, LanguageCode.ForEngine(Language));
        (Emotion, Need) = (reading.Emotion, reading.Need);
        if (needsApproval)
            State = PostState.Waiting;
        else
            Show(now);
        Version++;
    }

    public void Show(DateTimeOffset now)
    {
        (State, ShownAt) = (PostState.Shown, ShownAt ?? now);
        Version++;
    }

    public void Hide()
    {
        State = PostState.Hidden;
        Version++;
    }

    /// <summary>The place stays, so that the answers to it still make sense; who wrote it and what goes.</summary>
    public void Forget()
    {
        (Name, Email, Text, TokenHash, Emotion, Need) = ("", null, "", null, null, null);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<CommunityPost>
    {
        public void Configure(EntityTypeBuilder<CommunityPost> builder)
        {
            builder.ToTable("community_posts");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(MostName);
            builder.Property(it => it.Email).HasMaxLength(MostEmail);
            builder.Property(it => it.Text).HasMaxLength(MostText);
            builder.Property(it => it.Language).HasMaxLength(10);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(12);
            builder.Property(it => it.TokenHash).HasMaxLength(SecretLink.HashLength);
            builder.Property(it => it.Emotion).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.Need).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.Ignore(it => it.Level);
            builder.Ignore(it => it.IsForgotten);
            builder.HasIndex(it => new { it.TopicId, it.Id });
            builder.HasIndex(it => new { it.State, it.Id });
            builder.HasIndex(it => new { it.Email, it.At });
            builder.HasIndex(it => it.TokenHash).IsUnique();
        }
    }
}
