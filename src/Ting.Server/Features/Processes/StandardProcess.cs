using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Processes;

/// <param name="Key">Stable: what was recorded hangs on it.</param>
/// <param name="Text">What is done, as one sentence.</param>
public sealed record ProcessStep(string Key, Wording Text);

/// <summary>The standard way of doing one thing (SQ-10): when it applies, and its steps. The library is data; administrators write it.</summary>
public sealed class StandardProcess
{
    public const int Most = 40;
    public const int MostSteps = 12;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private StandardProcess() { }

    public StandardProcess(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>JSON: what it is called, in three languages.</summary>
    public string Names { get; private set; } = "{}";

    /// <summary>JSON: when it applies, in words.</summary>
    public string Occasion { get; private set; } = "{}";

    /// <summary>It applies to conversations with this label; null for none.</summary>
    public Guid? LabelId { get; private set; }

    /// <summary>It applies to conversations that belong to a case of this kind; null for none.</summary>
    public CaseKind? CaseKind { get; private set; }

    /// <summary>JSON: the steps in their order.</summary>
    public string Steps { get; private set; } = "[]";

    /// <summary>No longer shown and no longer counted; what was recorded stays.</summary>
    public bool Archived { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Grows with every change; two changes at once cannot both succeed.</summary>
    public int Version { get; private set; }

    public Wording ReadNames() => JsonSerializer.Deserialize<Wording>(Names, Json)!;

    public Wording ReadOccasion() => JsonSerializer.Deserialize<Wording>(Occasion, Json)!;

    public IReadOnlyList<ProcessStep> ReadSteps() => JsonSerializer.Deserialize<ProcessStep[]>(Steps, Json)!;

    public void Describe(Wording names, Wording occasion, Guid? labelId, CaseKind? caseKind, IReadOnlyList<ProcessStep> steps)
    {
        (Names, Occasion, Steps) = (JsonSerializer.Serialize(names, Json), JsonSerializer.Serialize(occasion, Json), JsonSerializer.Serialize(steps, Json));
        (LabelId, CaseKind) = (labelId, caseKind);
        Version++;
    }

    public void Archive(bool archived) => (Archived, Version) = (archived, Version + 1);

    internal sealed class Table : IEntityTypeConfiguration<StandardProcess>
    {
        public void Configure(EntityTypeBuilder<StandardProcess> builder)
        {
            builder.ToTable("standard_processes");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.CaseKind).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}
