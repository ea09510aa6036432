using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Importing;

/// <summary>What there is to say about one row: why it was left out, or what in it differs from what is known.</summary>
public sealed class ImportRemark
{
    private const int MostCharacters = 4000;

    private ImportRemark() { }

    public ImportRemark(Guid importId, int row, bool isBad, IReadOnlyList<ImportFault> faults, IReadOnlyList<string> cells)
    {
        (ImportId, Row, IsBad) = (importId, row, isBad);
        Faults = JsonSerializer.Serialize(faults);
        Cells = Fitting(cells);
    }

    public Guid ImportId { get; private init; }

    /// <summary>From 1, without the header.</summary>
    public int Row { get; private init; }

    /// <summary>The row was left out; otherwise it was taken, with something to know about it.</summary>
    public bool IsBad { get; private init; }

    public string Faults { get; private init; } = "[]";

    /// <summary>The row itself, so that it can be put right and taken in again.</summary>
    public string Cells { get; private init; } = "[]";

    public IReadOnlyList<ImportFault> ReadFaults() => JsonSerializer.Deserialize<ImportFault[]>(Faults)!;

    public IReadOnlyList<string> ReadCells() => JsonSerializer.Deserialize<string[]>(Cells)!;

    private static string Fitting(IReadOnlyList<string> cells)
    {
        var (room, kept) = (MostCharacters, new string[cells.Count]);
        for (var at = 0; at < cells.Count; at++)
            kept[at] = Take(cells[at], ref room);
        return JsonSerializer.Serialize(kept);
    }

    private static string Take(string cell, ref int room)
    {
        var taken = cell.Length <= room ? cell : cell[..Math.Max(0, room)];
        room -= taken.Length;
        return taken;
    }

    internal sealed class Table : IEntityTypeConfiguration<ImportRemark>
    {
        public void Configure(EntityTypeBuilder<ImportRemark> builder)
        {
            builder.ToTable("import_remarks");
            builder.HasKey(remark => new { remark.ImportId, remark.Row });
        }
    }
}

/// <param name="Code">The key of the sentence in ImportsText.</param>
/// <param name="Target">The column's meaning; null for the whole row.</param>
/// <param name="Value">What the sentence names: the known value, the other row's number.</param>
public sealed record ImportFault(string Code, string? Target = null, string? Value = null);
