using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Fans.Magazine;

/// <summary>Stored by name; never rename one.</summary>
public enum IssueState { Draft, Published }

/// <summary>Whether an issue has gone out by mail. Stored by name; never rename one.</summary>
public enum IssueSending { None, Running, Stopped, Done }

/// <summary>An issue in one language.</summary>
/// <param name="Body">Markdown.</param>
public sealed record IssueWords(string Title, string Summary, string Body);

/// <summary>One issue of the magazine: written, published, and sent once to everybody who asked for it.</summary>
public sealed class MagazineIssue
{
    public const int MostTitle = 120;
    public const int MostSummary = 400;
    public const int MostBody = 40_000;

    private MagazineIssue() { }

    public MagazineIssue(int number, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Number, CreatedAt, ChangedAt) = (number, now, now);
    }

    public Guid Id { get; private init; }

    /// <summary>Stands in its address.</summary>
    public int Number { get; private init; }

    /// <summary>JSON: its words by language.</summary>
    public string Texts { get; private set; } = "{}";

    public IssueState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }

    public IssueSending Sending { get; private set; }

    /// <summary>Grows when sending begins or is stopped, so that no job of before goes on.</summary>
    public int SendRound { get; private set; }

    public DateTimeOffset? SendBegunAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>How many were to get it when sending began.</summary>
    public int Recipients { get; private set; }

    public int Sent { get; private set; }
    public int Failed { get; private set; }

    /// <summary>How many left by the link in this issue.</summary>
    public int Unsubscribed { get; private set; }

    /// <summary>The code of why sending waits; null when it does not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public IReadOnlyDictionary<string, IssueWords> ReadWords() => JsonSerializer.Deserialize<SortedDictionary<string, IssueWords>>(Texts, JsonSerializerOptions.Web)!;

    /// <summary>In this language, or else in one it was written in.</summary>
    public (string Language, IssueWords Words) In(string language)
    {
        var words = ReadWords();
        var chosen = ((string[])[language, "en", "zh-Hans", "ja"]).First(words.ContainsKey);
        return (chosen, words[chosen]);
    }

    public void Write(IReadOnlyDictionary<string, IssueWords> words, DateTimeOffset now)
    {
        Texts = JsonSerializer.Serialize(new SortedDictionary<string, IssueWords>(words.ToDictionary(), StringComparer.Ordinal), JsonSerializerOptions.Web);
        ChangedAt = now;
        Version++;
    }

    public void Publish(DateTimeOffset now)
    {
        State = IssueState.Published;
        PublishedAt ??= now;
        Version++;
    }

    public void Withdraw()
    {
        State = IssueState.Draft;
        Version++;
    }

    public void BeginSending(int recipients, DateTimeOffset now)
    {
        if (SendBegunAt is null)
            (SendBegunAt, Recipients) = (now, recipients);
        (Sending, Problem) = (IssueSending.Running, null);
        SendRound++;
        Version++;
    }

    public void StopSending()
    {
        Sending = IssueSending.Stopped;
        SendRound++;
        Version++;
    }

    /// <summary>For a job that has sent all there was; for the demo, too.</summary>
    public void FinishSending(DateTimeOffset now)
    {
        (Sending, SentAt, Problem) = (IssueSending.Done, now, null);
        Version++;
    }

    /// <summary>What became of letters; jobs count by a statement of their own, so that this is for the demo alone.</summary>
    internal void Count(int sent, int failed, int unsubscribed) => (Sent, Failed, Unsubscribed) = (sent, failed, unsubscribed);

    internal sealed class Table : IEntityTypeConfiguration<MagazineIssue>
    {
        public void Configure(EntityTypeBuilder<MagazineIssue> builder)
        {
            builder.ToTable("magazine_issues");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Sending).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Problem).HasMaxLength(40);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => it.Number).IsUnique();
            builder.HasIndex(it => new { it.State, it.PublishedAt, it.Id });
        }
    }
}

/// <summary>Begun stays when the server stopped while a letter was on its way: it is not sent a second time. Stored by name; never rename one.</summary>
public enum DeliveryState { Begun, Sent, Failed }

/// <summary>One letter of one issue to one reader; its key is what keeps it from being sent twice.</summary>
public sealed class IssueDelivery
{
    private IssueDelivery() { }

    public IssueDelivery(Guid issueId, Guid subscriberId, DateTimeOffset now) => (IssueId, SubscriberId, At) = (issueId, subscriberId, now);

    public Guid IssueId { get; private init; }
    public Guid SubscriberId { get; private init; }
    public DeliveryState State { get; private set; }
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<IssueDelivery>
    {
        public void Configure(EntityTypeBuilder<IssueDelivery> builder)
        {
            builder.ToTable("magazine_deliveries");
            builder.HasKey(it => new { it.IssueId, it.SubscriberId });
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.HasIndex(it => new { it.IssueId, it.State });
        }
    }
}

public static class MagazineTables
{
    extension(AppDb db)
    {
        public DbSet<MagazineIssue> MagazineIssues => db.Set<MagazineIssue>();
        public DbSet<IssueDelivery> IssueDeliveries => db.Set<IssueDelivery>();
        public DbSet<Subscriber> Subscribers => db.Set<Subscriber>();
    }
}
