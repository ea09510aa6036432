using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Where what customers think is heard outside of our own conversations (CRM-08). Stored by name; never rename one.</summary>
public enum PublicSourceKind { SocialMedia, ReviewSite, Forum, Interview, MarketResearch, Other }

/// <summary>A place where people speak of us: its posts come from a feed, from a program or from a file.</summary>
public sealed class PublicSource
{
    public const int MostName = 120;
    public const int MostFeed = 500;
    public const int LeastMinutes = 15;
    public const int MostMinutes = 7 * 24 * 60;
    public const int UsualMinutes = 60;
    public const int Most = 100;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private PublicSource() { }

    public PublicSource(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public PublicSourceKind Kind { get; private set; }

    /// <summary>RSS 2.0, Atom or JSON Feed; null when nothing is fetched.</summary>
    public string? Feed { get; private set; }

    public int IntervalMinutes { get; private set; } = UsualMinutes;

    /// <summary>Grows whenever fetching begins anew; a job of an earlier round ends by itself.</summary>
    public int Round { get; private set; }

    public string? ETag { get; private set; }
    public string? LastModified { get; private set; }
    public DateTimeOffset? PolledAt { get; private set; }
    public DateTimeOffset? NextPollAt { get; private set; }

    /// <summary>How many times in a row it could not be fetched or read.</summary>
    public int Failures { get; private set; }

    /// <summary>The code of the sentence that says why; null when the last time went well.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the other side answered, where that was the problem.</summary>
    public int? ProblemStatus { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change by a person; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Describe(string name, PublicSourceKind kind, string? feed, int intervalMinutes, DateTimeOffset now)
    {
        if (feed != Feed)
            (ETag, LastModified, PolledAt) = (null, null, null);
        (Name, Kind, Feed, IntervalMinutes) = (name.Trim(), kind, feed, intervalMinutes);
        (Failures, Problem, ProblemStatus) = (0, null, null);
        NextPollAt = feed is null ? null : now;
        Round++;
        Version++;
    }

    /// <param name="eTag">Given back the next time, so that nothing is sent that has not changed.</param>
    /// <param name="lastModified">Likewise.</param>
    /// <param name="now">When.</param>
    public void Polled(string? eTag, string? lastModified, DateTimeOffset now)
    {
        (ETag, LastModified, PolledAt) = (eTag, lastModified, now);
        (Failures, Problem, ProblemStatus) = (0, null, null);
        NextPollAt = now.AddMinutes(IntervalMinutes);
    }

    /// <summary>Tried again later, each time twice as much later, a day at most.</summary>
    /// <param name="problem">The code of the sentence that says why.</param>
    /// <param name="status">What the other side answered.</param>
    /// <param name="wait">What the other side asks for.</param>
    /// <param name="now">When.</param>
    public void CouldNotPoll(string problem, int? status, TimeSpan? wait, DateTimeOffset now)
    {
        (Problem, ProblemStatus) = (problem, status);
        Failures++;
        var pause = TimeSpan.FromMinutes(IntervalMinutes * Math.Pow(2, Math.Min(Failures - 1, 10)));
        var asked = wait is { } given && given < LongestPause ? given : wait is null ? TimeSpan.Zero : LongestPause;
        var longest = TimeSpan.FromMinutes(Math.Max(LongestPause.TotalMinutes, IntervalMinutes));
        NextPollAt = now + (pause > longest ? longest : pause > asked ? pause : asked);
    }

    internal sealed class Table : IEntityTypeConfiguration<PublicSource>
    {
        public void Configure(EntityTypeBuilder<PublicSource> builder)
        {
            builder.ToTable("public_sources");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Name).HasMaxLength(MostName);
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(20);
            builder.Property(it => it.Feed).HasMaxLength(MostFeed);
            builder.Property(it => it.ETag).HasMaxLength(200);
            builder.Property(it => it.LastModified).HasMaxLength(60);
            builder.Property(it => it.Problem).HasMaxLength(40);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>How long posts are kept; there is one row, or none while nobody has changed it.</summary>
public sealed class PublicVoiceRules
{
    public const int TheOne = 1;
    public const int UsualDays = 365;
    public const int LeastDays = 7;
    public const int MostDays = 3650;

    private PublicVoiceRules() { }

    public PublicVoiceRules(int days) => (Id, KeptDays) = (TheOne, days);

    public int Id { get; private init; }
    public int KeptDays { get; private set; }

    public void Keep(int days) => KeptDays = days;

    internal static async Task<int> DaysAsync(AppDb db, CancellationToken cancel) =>
        await db.PublicVoiceRules.AsNoTracking().Where(it => it.Id == TheOne).Select(it => (int?)it.KeptDays).FirstOrDefaultAsync(cancel) ?? UsualDays;

    internal sealed class Table : IEntityTypeConfiguration<PublicVoiceRules>
    {
        public void Configure(EntityTypeBuilder<PublicVoiceRules> builder)
        {
            builder.ToTable("public_voice_rules");
            builder.Property(it => it.Id).ValueGeneratedNever();
        }
    }
}

public static class PublicVoiceTables
{
    extension(AppDb db)
    {
        public DbSet<PublicSource> PublicSources => db.Set<PublicSource>();
        public DbSet<PublicPost> PublicPosts => db.Set<PublicPost>();
        public DbSet<PublicVoiceRules> PublicVoiceRules => db.Set<PublicVoiceRules>();
    }
}
