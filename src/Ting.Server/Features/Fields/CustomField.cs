using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Fields;

/// <summary>What a field holds. Stored by name; never rename one.</summary>
public enum FieldKind { Text, LongText, Number, Date, YesNo, Choice, Choices, Link }

/// <summary>One of the values of a list.</summary>
/// <param name="Key">Never changes; values are kept under it.</param>
/// <param name="Retired">Who has it keeps it; it is not offered any more.</param>
public sealed record FieldOption(string Key, Wording Name, bool Retired = false);

/// <summary>Something this desk wants to know of people that others do not: what it is called, what may stand in it, and where it is shown.</summary>
public sealed class CustomField
{
    public const string StreamKind = "field";

    private CustomField() { }

    public CustomField(string key, FieldKind kind, int position, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Key, Kind, Position, CreatedAt) = (key, kind, position, now);
    }

    public Guid Id { get; private init; }

    /// <summary>By which programs and files know it; never changes, as the kind never does.</summary>
    public string Key { get; private init; } = "";

    public FieldKind Kind { get; private init; }

    /// <summary>JSON of a <see cref="Wording"/>: what people call it.</summary>
    public string Names { get; private set; } = "{}";

    /// <summary>JSON of a <see cref="Wording"/>: what to write into it.</summary>
    public string Help { get; private set; } = "{}";

    /// <summary>Behind a number: cm, 岁.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>The smallest number that may stand in it, in ten-thousandths; null for any.</summary>
    public long? Least { get; private set; }

    public long? Most { get; private set; }

    /// <summary>Whoever edits a person has to fill it in.</summary>
    public bool Required { get; private set; }

    public int Position { get; private set; }

    /// <summary>JSON of <see cref="FieldOption"/>s.</summary>
    public string Options { get; private set; } = "[]";

    /// <summary>Not shown and not asked for any more; what stands in it is kept.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }
    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public void Describe(Wording names, Wording help, bool required)
    {
        (Names, Help, Required) = (FieldJson.Write(names), FieldJson.Write(help), required);
        Version++;
    }

    public void Measure(string unit, long? least, long? most)
    {
        (Unit, Least, Most) = Kind is FieldKind.Number ? (unit, least, most) : ("", null, null);
        Version++;
    }

    public void Offer(IEnumerable<FieldOption> options)
    {
        Options = FieldJson.Write(Kind is FieldKind.Choice or FieldKind.Choices ? options : []);
        Version++;
    }

    public void MoveTo(int position)
    {
        Position = position;
        Version++;
    }

    public void Archive(bool archived, DateTimeOffset now)
    {
        ArchivedAt = archived ? ArchivedAt ?? now : null;
        Version++;
    }

    /// <summary>Writes one line to this field's log.</summary>
    public LoggedEvent Log(string type, string actor, DateTimeOffset now) => new(StreamKind, Id, ++LastSequence, type, now, actor, JsonSerializer.Serialize(new { key = Key }));

    public IReadOnlyList<FieldOption> ReadOptions() => FieldJson.Read<FieldOption[]>(Options);

    internal sealed class Table : IEntityTypeConfiguration<CustomField>
    {
        public void Configure(EntityTypeBuilder<CustomField> builder)
        {
            builder.ToTable("custom_fields");
            builder.Property(field => field.Id).ValueGeneratedNever();
            builder.Property(field => field.Key).HasMaxLength(40);
            builder.Property(field => field.Kind).HasConversion<string>().HasMaxLength(10);
            builder.Property(field => field.Unit).HasMaxLength(20);
            builder.Property(field => field.Version).IsConcurrencyToken();
            builder.HasIndex(field => field.Key).IsUnique();
        }
    }
}

public static class FieldTables
{
    extension(AppDb db)
    {
        public DbSet<CustomField> CustomFields => db.Set<CustomField>();
        public DbSet<FieldValue> FieldValues => db.Set<FieldValue>();
    }
}

/// <summary>How names and options are written in the database.</summary>
internal static class FieldJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
