namespace Ting.Server.Features.Importing;

/// <summary>An import as the API shows it.</summary>
/// <param name="Columns">For each column of the file what it holds; empty for one that is left out.</param>
/// <param name="Replaces">What the file says takes the place of what is known; otherwise the known stays.</param>
/// <param name="Place">How many of the rows have been read.</param>
/// <param name="Problem">Why it failed: a stable code.</param>
public sealed record ImportShape(
    Guid Id, string FileName, string Encoding, string Separator, IReadOnlyList<string> Columns, bool Replaces, ImportState State, int Rows, int Place, ImportShape.Result Counts, string? Problem,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    /// <param name="Known">Known already, and nothing to change.</param>
    /// <param name="Bad">Left out; why stands in the remarks.</param>
    /// <param name="Differing">Rows in which something differs from what is known.</param>
    public sealed record Result(int New, int Known, int Changed, int Bad, int Differing);

    public static ImportShape Of(PeopleImport it) => new(
        it.Id, it.FileName, it.Encoding, it.Separator, it.Targets(), it.Replaces, it.State, it.Rows, it.Place, new Result(it.New, it.Known, it.Changed, it.Bad, it.Differing), it.Problem, it.CreatedAt, it.FinishedAt);
}
