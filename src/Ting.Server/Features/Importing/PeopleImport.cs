using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Importing;

/// <summary>Draft: the columns are being chosen. Checking and running read the file row by row. Failed: the file cannot be read to its end. Stored by name; never rename one.</summary>
public enum ImportState { Draft, Checking, Checked, Running, Done, Failed }

/// <summary>A file of people that is taken in: what its columns are, how far it has come, and what came of it. The place is saved with the rows, so that it goes on where it stopped.</summary>
public sealed class PeopleImport
{
    public const int MostRows = 500_000;

    private PeopleImport() { }

    public PeopleImport(string fileName, string hash, string encoding, char separator, int rows, IReadOnlyList<string> mapping, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        FileName = fileName;
        Hash = hash;
        Encoding = encoding;
        Separator = separator.ToString();
        Rows = rows;
        Mapping = JsonSerializer.Serialize(mapping);
        Actor = actor;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }
    public string FileName { get; private init; } = "";

    /// <summary>Under which the file is kept.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>As <see cref="FileEncoding"/> names it.</summary>
    public string Encoding { get; private set; } = "";

    public string Separator { get; private set; } = ",";

    /// <summary>How many rows the file has, without the header.</summary>
    public int Rows { get; private set; }

    /// <summary>JSON: for each column the key of what it holds, empty for one that is left out.</summary>
    public string Mapping { get; private set; } = "[]";

    /// <summary>What the file says takes the place of what is known; otherwise the known stays.</summary>
    public bool Replaces { get; private set; }

    public ImportState State { get; private set; }

    /// <summary>How many rows have been read.</summary>
    public int Place { get; private set; }

    public int New { get; private set; }

    /// <summary>Known already, and nothing to change.</summary>
    public int Known { get; private set; }

    public int Changed { get; private set; }
    public int Bad { get; private set; }

    /// <summary>Rows in which something differs from what is known: kept, or replaced when the import replaces.</summary>
    public int Differing { get; private set; }

    /// <summary>The code of the refusal, when it failed.</summary>
    public string? Problem { get; private set; }

    public string Actor { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Grows with every change: two who read the same rows cannot both save them.</summary>
    public int Version { get; private set; }

    public bool IsReading => State is ImportState.Checking or ImportState.Running;

    public IReadOnlyList<string> Targets() => JsonSerializer.Deserialize<string[]>(Mapping)!;

    public char Delimiter => Separator[0];

    public void Map(IReadOnlyList<string> mapping, bool replaces)
    {
        (Mapping, Replaces, State, Problem) = (JsonSerializer.Serialize(mapping), replaces, ImportState.Draft, null);
        Count(0, new ImportCounts());
    }

    /// <summary>The file is read in another way: its columns may be others.</summary>
    public void Read(string encoding, char separator, int rows, IReadOnlyList<string> mapping)
    {
        (Encoding, Separator, Rows) = (encoding, separator.ToString(), rows);
        Map(mapping, Replaces);
    }

    public void Begin(bool isTrial)
    {
        (State, Problem, FinishedAt) = (isTrial ? ImportState.Checking : ImportState.Running, null, null);
        Count(0, new ImportCounts());
    }

    /// <summary>These rows are done.</summary>
    internal void Advance(int rows, ImportCounts counts) => Count(Place + rows, new ImportCounts
    {
        New = New + counts.New,
        Known = Known + counts.Known,
        Changed = Changed + counts.Changed,
        Bad = Bad + counts.Bad,
        Differing = Differing + counts.Differing,
    });

    public void Finish(DateTimeOffset now)
    {
        (State, FinishedAt) = (State is ImportState.Checking ? ImportState.Checked : ImportState.Done, now);
        Version++;
    }

    public void Fail(string problem, DateTimeOffset now)
    {
        (State, Problem, FinishedAt) = (ImportState.Failed, problem, now);
        Version++;
    }

    private void Count(int place, ImportCounts counts)
    {
        (Place, New, Known, Changed, Bad, Differing) = (place, counts.New, counts.Known, counts.Changed, counts.Bad, counts.Differing);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<PeopleImport>
    {
        public void Configure(EntityTypeBuilder<PeopleImport> builder)
        {
            builder.ToTable("people_imports");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.FileName).HasMaxLength(200);
            builder.Property(it => it.Hash).HasMaxLength(64);
            builder.Property(it => it.Encoding).HasMaxLength(20);
            builder.Property(it => it.Separator).HasMaxLength(1);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Problem).HasMaxLength(60);
            builder.Property(it => it.Actor).HasMaxLength(60);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => it.Hash);
            builder.Ignore(it => it.IsReading);
            builder.Ignore(it => it.Delimiter);
        }
    }
}

/// <summary>What came of some rows.</summary>
internal sealed record ImportCounts
{
    public int New { get; set; }
    public int Known { get; set; }
    public int Changed { get; set; }
    public int Bad { get; set; }
    public int Differing { get; set; }
}
