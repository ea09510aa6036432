using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Measurement;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Ideas;

/// <summary>Stored by name; never rename one.</summary>
public enum IdeaState { Proposed, Planned, Trying, InPlace, Dropped }

/// <summary>Something that service could do for customers, and what it means to them: delights, counts, or is taken for granted (KANO-03). That does not last, so it says when to ask again.</summary>
public sealed class ServiceIdea
{
    public const int MostTitle = 160;
    public const int MostAbout = 2000;
    public const int MostKey = 60;
    public const int MostMonths = 60;
    public const int Most = 300;

    private ServiceIdea() { }

    public ServiceIdea(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string Title { get; private set; } = "";
    public string About { get; private set; } = "";
    public Guid? OwnerId { get; private set; }
    public IdeaState State { get; private set; }

    /// <summary>The Kano survey that asks about it; null when none does.</summary>
    public Guid? SurveyId { get; private set; }

    /// <summary>The pair of questions of that survey.</summary>
    public string? ItemKey { get; private set; }

    /// <summary>After how many months its class is old.</summary>
    public int AskAgainMonths { get; private set; } = 12;

    /// <summary>What it was last found to be; null before anybody was asked.</summary>
    public KanoClass? Class { get; private set; }

    public DateTimeOffset? ClassAt { get; private set; }

    /// <summary>When whoever looks after it was reminded to ask again; null while the class is fresh.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public DateTimeOffset? AskAgainAt => ClassAt?.AddMonths(AskAgainMonths);

    public bool IsOld(DateTimeOffset now) => State is not IdeaState.Dropped && AskAgainAt <= now;

    public void Describe(string title, string about, Guid? ownerId, IdeaState state, Guid? surveyId, string? itemKey, int askAgainMonths)
    {
        if (askAgainMonths != AskAgainMonths)
            RemindedAt = null;
        (Title, About, OwnerId, State, SurveyId, ItemKey, AskAgainMonths) = (title.Trim(), about.Trim(), ownerId, state, surveyId, surveyId is null ? null : itemKey, askAgainMonths);
        Version++;
    }

    /// <summary>The newest finding says what it is; an older one that is written down later changes nothing.</summary>
    /// <returns>Whether it did.</returns>
    public bool Found(IdeaClass found)
    {
        if (found.At < ClassAt)
            return false;
        (Class, ClassAt, RemindedAt) = (found.Class, found.At, null);
        Version++;
        return true;
    }

    public void Remind(DateTimeOffset now)
    {
        RemindedAt = now;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<ServiceIdea>
    {
        public void Configure(EntityTypeBuilder<ServiceIdea> builder)
        {
            builder.ToTable("service_ideas");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Title).HasMaxLength(MostTitle);
            builder.Property(it => it.About).HasMaxLength(MostAbout);
            builder.Property(it => it.ItemKey).HasMaxLength(MostKey);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Class).HasConversion<string>().HasMaxLength(15);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.Ignore(it => it.AskAgainAt);
            builder.HasIndex(it => new { it.State, it.Id });
        }
    }
}

/// <summary>What customers made of an idea at one time: counted from a Kano survey, or known from elsewhere. Never changed, so that the drift stays visible.</summary>
public sealed class IdeaClass
{
    public const int MostSource = 200;

    private IdeaClass() { }

    private IdeaClass(Guid ideaId, DateTimeOffset at, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (IdeaId, At, RecordedBy) = (ideaId, at, by);
    }

    public Guid Id { get; private init; }
    public Guid IdeaId { get; private init; }

    /// <summary>Of the last answer that was counted, or as somebody says.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Of the first answer that was counted; null for what is known from elsewhere.</summary>
    public DateTimeOffset? Since { get; private init; }

    public KanoClass Class { get; private init; }
    public Guid? SurveyId { get; private init; }

    /// <summary>Where it is known from; empty for a survey of our own.</summary>
    public string Source { get; private init; } = "";

    public int MustBe { get; private init; }
    public int OneDimensional { get; private init; }
    public int Attractive { get; private init; }
    public int Indifferent { get; private init; }
    public int Reverse { get; private init; }
    public int Questionable { get; private init; }
    public string RecordedBy { get; private init; } = "";

    /// <summary>Null for what is known from elsewhere.</summary>
    public KanoCounts? Counts => SurveyId is null ? null : new KanoCounts(MustBe, OneDimensional, Attractive, Indifferent, Reverse, Questionable);

    public static IdeaClass Counted(Guid ideaId, Guid surveyId, KanoCounts counts, DateTimeOffset since, DateTimeOffset at, string by, DateTimeOffset now) => new(ideaId, at, by, now)
    {
        Since = since,
        SurveyId = surveyId,
        Class = counts.Class,
        MustBe = counts.MustBe,
        OneDimensional = counts.OneDimensional,
        Attractive = counts.Attractive,
        Indifferent = counts.Indifferent,
        Reverse = counts.Reverse,
        Questionable = counts.Questionable,
    };

    public static IdeaClass Known(Guid ideaId, KanoClass of, string source, DateTimeOffset at, string by, DateTimeOffset now) => new(ideaId, at, by, now) { Class = of, Source = source.Trim() };

    internal sealed class Table : IEntityTypeConfiguration<IdeaClass>
    {
        public void Configure(EntityTypeBuilder<IdeaClass> builder)
        {
            builder.ToTable("idea_classes");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Class).HasConversion<string>().HasMaxLength(15);
            builder.Property(it => it.Source).HasMaxLength(MostSource);
            builder.Property(it => it.RecordedBy).HasMaxLength(60);
            builder.Ignore(it => it.Counts);
            builder.HasIndex(it => new { it.IdeaId, it.At, it.Id });
        }
    }
}

public static class IdeaTables
{
    extension(AppDb db)
    {
        public DbSet<ServiceIdea> ServiceIdeas => db.Set<ServiceIdea>();
        public DbSet<IdeaClass> IdeaClasses => db.Set<IdeaClass>();
    }
}
