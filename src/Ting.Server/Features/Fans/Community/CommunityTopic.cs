using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Fans.Community;

/// <summary>Stored by name; never rename one.</summary>
public enum Board { Question, Idea, Praise }

/// <summary>Unconfirmed: nobody has opened the link of the letter. Waiting: for a moderator. Stored by name; never rename one.</summary>
public enum PostState { Unconfirmed, Waiting, Shown, Hidden }

/// <summary>Something somebody asks, proposes or praises in public, with what others say to it.</summary>
public sealed class CommunityTopic
{
    public const int MostTitle = 120;

    private CommunityTopic() { }

    public CommunityTopic(Board board, string title, string language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Board, Title, Language, LastAt) = (board, title, language, now);
    }

    public Guid Id { get; private init; }
    public Board Board { get; private init; }

    /// <summary>Empty when its author was forgotten.</summary>
    public string Title { get; private set; } = "";

    /// <summary>zh-Hans, ja or en: of the page it was begun on.</summary>
    public string Language { get; private init; } = "";

    /// <summary>Of its first post.</summary>
    public PostState State { get; private set; }

    /// <summary>When something last appeared in it.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Answers that are shown.</summary>
    public int Answers { get; private set; }

    /// <summary>The answer that helped; null for none.</summary>
    public Guid? AcceptedId { get; private set; }

    /// <summary>Since then nobody can answer; null while they can.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Where the desk speaks with whoever began it; null while it does not.</summary>
    public Guid? ConversationId { get; private set; }

    public int LastSequence { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public bool CanBeAnswered => State is PostState.Shown && ClosedAt is null;

    /// <summary>The state of a post in it has changed.</summary>
    public void Follow(CommunityPost post, PostState before, DateTimeOffset now)
    {
        if (post.IsFirst)
            State = post.State;
        else
            Answers += (post.State is PostState.Shown ? 1 : 0) - (before is PostState.Shown ? 1 : 0);
        if (post.State is PostState.Shown && before is not PostState.Shown)
            LastAt = now;
        if (post.State is not PostState.Shown && AcceptedId == post.Id)
            AcceptedId = null;
        Version++;
    }

    public void Accept(Guid? postId)
    {
        AcceptedId = postId;
        Version++;
    }

    public void Close(DateTimeOffset? at)
    {
        ClosedAt = at;
        Version++;
    }

    public void Bring(Guid conversationId)
    {
        ConversationId = conversationId;
        Version++;
    }

    public void Forget()
    {
        Title = "";
        Version++;
    }

    public LoggedEvent Log(string type, string actor, object data, DateTimeOffset now)
    {
        Version++;
        return new LoggedEvent("topic", Id, ++LastSequence, type, now, actor, JsonSerializer.Serialize(data, JsonSerializerOptions.Web));
    }

    internal sealed class Table : IEntityTypeConfiguration<CommunityTopic>
    {
        public void Configure(EntityTypeBuilder<CommunityTopic> builder)
        {
            builder.ToTable("community_topics");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Board).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(12);
            builder.Property(it => it.Title).HasMaxLength(MostTitle);
            builder.Property(it => it.Language).HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => new { it.State, it.LastAt, it.Id });
            builder.HasIndex(it => new { it.State, it.Board, it.LastAt, it.Id });
            builder.HasIndex(it => it.ConversationId);
        }
    }
}

public static class CommunityTables
{
    extension(AppDb db)
    {
        public DbSet<CommunityTopic> CommunityTopics => db.Set<CommunityTopic>();
        public DbSet<CommunityPost> CommunityPosts => db.Set<CommunityPost>();
    }
}
