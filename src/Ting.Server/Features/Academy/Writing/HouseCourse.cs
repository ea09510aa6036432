using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Academy.Courses;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>A course that this house writes: one of its own, or its own version of a shipped one. The row holds what is being written; what was published stands in editions.</summary>
public sealed class HouseCourse
{
    public const int Most = 300;

    private HouseCourse() { }

    /// <param name="shipped">The hash of the shipped text; null for a course of the house's own.</param>
    public HouseCourse(string key, string? shipped) => (Key, ShippedHash) = (key, shipped);

    public string Key { get; private init; } = "";

    /// <summary>The files as they are being written, by name; null while nothing is.</summary>
    public string? DraftJson { get; private set; }

    public string? DraftBy { get; private set; }
    public DateTimeOffset? DraftAt { get; private set; }

    /// <summary>What learners have; null for the shipped text, or nothing.</summary>
    public Guid? EditionId { get; private set; }

    /// <summary>Its number; 0 for the shipped text.</summary>
    public int Edition { get; private set; }

    /// <summary>The number of the last edition, whether learners have it or not.</summary>
    public int LastEdition { get; private set; }

    /// <summary>Of the shipped text that the house has last looked at; null for a course of its own.</summary>
    public string? ShippedHash { get; private set; }

    /// <summary>Grows with every change; two at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public bool IsOwn => ShippedHash is null;

    public IReadOnlyDictionary<string, string>? Draft => DraftJson is null ? null : Files.Read(DraftJson);

    public void Write(IReadOnlyDictionary<string, string> files, string actor, DateTimeOffset now)
    {
        (DraftJson, DraftBy, DraftAt) = (Files.Write(files), actor, now);
        Version++;
    }

    public void Discard()
    {
        (DraftJson, DraftBy, DraftAt) = (null, null, null);
        Version++;
    }

    /// <summary>Learners have this edition from now on; a draft that became it is no draft any more.</summary>
    public void Publish(CourseEdition edition)
    {
        LastEdition = edition.Number;
        (EditionId, Edition) = edition.FilesJson is null ? (null, 0) : ((Guid?)edition.Id, edition.Number);
        Discard();
    }

    /// <summary>Somebody has looked at the shipped text as it is now.</summary>
    public void Saw(string shipped)
    {
        ShippedHash = shipped;
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<HouseCourse>
    {
        public void Configure(EntityTypeBuilder<HouseCourse> builder)
        {
            builder.ToTable("house_courses");
            builder.HasKey(it => it.Key);
            builder.Property(it => it.Key).HasMaxLength(CourseChecks.LongestKey);
            builder.Property(it => it.DraftJson).HasColumnName("Draft");
            builder.Property(it => it.DraftBy).HasMaxLength(60);
            builder.Property(it => it.ShippedHash).HasMaxLength(64);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.Ignore(it => it.Draft);
            builder.Ignore(it => it.IsOwn);
        }
    }
}

/// <summary>What was published once. It never changes: attempts are explained by the text they answered.</summary>
public sealed class CourseEdition
{
    public const int LongestNote = 300;

    private CourseEdition() { }

    /// <param name="files">Null when the house went back to the shipped text, or withdrew its own course.</param>
    public CourseEdition(string course, int number, IReadOnlyDictionary<string, string>? files, string note, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Course = course;
        Number = number;
        FilesJson = files is null ? null : Files.Write(files);
        Note = note;
        By = actor;
        At = now;
    }

    public Guid Id { get; private init; }
    public string Course { get; private init; } = "";

    /// <summary>From 1, by course.</summary>
    public int Number { get; private init; }

    public string? FilesJson { get; private init; }

    /// <summary>What changed, in the words of whoever published it.</summary>
    public string Note { get; private init; } = "";

    public string By { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    /// <summary>Empty when learners got the shipped text again.</summary>
    public IReadOnlyDictionary<string, string> Texts => FilesJson is null ? new Dictionary<string, string>() : Files.Read(FilesJson);

    /// <returns>By language; empty when there is nothing in it that this version of the program can read.</returns>
    internal IReadOnlyDictionary<string, Course> Build() => FilesJson is not null && CourseFormat.Read(Texts, []) is { } written
        ? written.Texts.Keys.ToDictionary(language => language, language => CourseFormat.Build(Course, language, written, Number))
        : new Dictionary<string, Course>();

    internal sealed class Table : IEntityTypeConfiguration<CourseEdition>
    {
        public void Configure(EntityTypeBuilder<CourseEdition> builder)
        {
            builder.ToTable("course_editions");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Course).HasMaxLength(CourseChecks.LongestKey);
            builder.Property(it => it.FilesJson).HasColumnName("Files");
            builder.Property(it => it.Note).HasMaxLength(LongestNote);
            builder.Property(it => it.By).HasMaxLength(60);
            builder.Ignore(it => it.Texts);
            builder.HasIndex(it => new { it.Course, it.Number }).IsUnique();
        }
    }
}

/// <summary>The real conversation that an exercise was made from. Erasing the person takes this row away: what remains is an exercise that names nobody.</summary>
public sealed class ExerciseSource
{
    private ExerciseSource() { }

    public ExerciseSource(string course, string exercise, Guid conversationId, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Course, Exercise, ConversationId, By, At) = (course, exercise, conversationId, actor, now);
    }

    public Guid Id { get; private init; }
    public string Course { get; private init; } = "";
    public string Exercise { get; private init; } = "";
    public Guid ConversationId { get; private init; }
    public string By { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<ExerciseSource>
    {
        public void Configure(EntityTypeBuilder<ExerciseSource> builder)
        {
            builder.ToTable("exercise_sources");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Course).HasMaxLength(CourseChecks.LongestKey);
            builder.Property(it => it.Exercise).HasMaxLength(CourseChecks.LongestKey);
            builder.Property(it => it.By).HasMaxLength(60);
            builder.HasIndex(it => it.ConversationId);
            builder.HasIndex(it => new { it.Course, it.Exercise });
        }
    }
}

/// <summary>The files of a course as one column.</summary>
internal static class Files
{
    public static string Write(IReadOnlyDictionary<string, string> files) => JsonSerializer.Serialize(new SortedDictionary<string, string>(files.ToDictionary(), StringComparer.Ordinal), JsonSerializerOptions.Web);

    public static IReadOnlyDictionary<string, string> Read(string json) => JsonSerializer.Deserialize<SortedDictionary<string, string>>(json, JsonSerializerOptions.Web)!;
}
