using Ting.Server.Features.Fields;

namespace Ting.Server.Features.Importing;

/// <summary>What one row says of a person. With faults it is left out.</summary>
/// <param name="Number">From 1, without the header.</param>
/// <param name="Identities">In the form in which equal ones are equal.</param>
internal sealed record PersonRow(
    int Number, string[] Cells, Guid? Id, string? Name, IReadOnlyList<(string Kind, string Value)> Identities, string? Language, string? Tier, string? Organisation, bool? AccessLane,
    RowDate? Birthday, IReadOnlyList<(string Attribute, string Value)> Facts, IReadOnlyList<(FieldEntry Field, IReadOnlyList<FieldContent> Values)> Fields, IReadOnlyList<ImportFault> Faults);

/// <summary>A day of the year; the year may be unknown.</summary>
internal sealed record RowDate(int? Year, int Month, int Day);
