using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Importing;

/// <summary>
/// Makes people of rows, from the first row on: whoever stood in an earlier row is not taken twice. What it says of a row depends on nothing but the file,
/// so that reading on from the middle comes to the same.
/// </summary>
internal sealed partial class RowReader(IReadOnlyList<string> targets, FieldBook fields)
{
    private const int MostOfAKind = 10;

    private readonly Dictionary<(string Kind, string Value), int> _seen = [];
    private int _number;

    public RowReader(IReadOnlyList<string> targets) : this(targets, FieldBook.Empty) { }

    public PersonRow Read(string[] cells)
    {
        _number++;
        var row = new Draft();
        if (cells.Length > targets.Count)
            row.Faults.Add(new ImportFault("row.columns", Value: cells.Length.ToString(CultureInfo.InvariantCulture)));

        for (var at = 0; at < Math.Min(cells.Length, targets.Count); at++)
        {
            if (targets[at] != ImportTarget.None && Text(cells[at]) is { Length: > 0 } cell)
                Take(row, targets[at], cell, cells[at]);
        }

        if (row.Identities.Count == 0 && row.Id is null && row.Faults.Count == 0)
            row.Faults.Add(new ImportFault("row.no_identity"));
        if (row.Faults.Count == 0)
            Claim(row);

        return new PersonRow(_number, cells, row.Id, row.Name, row.Identities, row.Language, row.Tier, row.Organisation, row.AccessLane, row.Birthday, row.Facts, row.Fields, row.Faults);
    }

    /// <summary>What an export put before a sign that a spreadsheet would take for a formula.</summary>
    internal static string Guarded(string text) => text is ['=' or '+' or '-' or '@' or '\'', ..] ? $"'{text}" : text;

    private static string Unguarded(string text) => text is ['\'', '=' or '+' or '-' or '@' or '\'', ..] ? text[1..] : text;

    private static string Text(string cell)
    {
        var text = Unguarded(cell.Trim());
        return text.Any(char.IsControl) ? new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]).Trim() : text;
    }

    private void Take(Draft row, string target, string cell, string raw)
    {
        if (cell.Contains('\uFFFD'))
        {
            row.Faults.Add(new ImportFault("row.encoding", target));
            return;
        }

        switch (target)
        {
            case ImportTarget.Name:
                row.Name = Fitting(row, target, cell, 200);
                break;
            case ImportTarget.Organisation:
                row.Organisation = Fitting(row, target, cell, 200);
                break;
            case ImportTarget.Id:
                row.Id = Guid.TryParse(cell, out var id) ? id : Wrong<Guid?>(row, "row.id", target);
                break;
            case ImportTarget.Language:
                row.Language = RowWords.Language(cell) ?? Wrong<string?>(row, "row.language", target);
                break;
            case ImportTarget.Tier:
                row.Tier = RowWords.Tier(cell) ?? Wrong<string?>(row, "row.tier", target);
                break;
            case ImportTarget.AccessLane:
                row.AccessLane = RowWords.YesOrNo(cell) ?? Wrong<bool?>(row, "row.yes_no", target);
                break;
            case ImportTarget.Birthday:
                row.Birthday = RowWords.Date(cell) ?? Wrong<RowDate?>(row, "row.date", target);
                break;
            case var _ when target.StartsWith(ImportTarget.FactPrefix, StringComparison.Ordinal):
                foreach (var value in Parts(cell))
                    row.Facts.Add((target[ImportTarget.FactPrefix.Length..], Fitting(row, target, value, 500) ?? ""));
                break;
            case var _ when target.StartsWith(ImportTarget.FieldPrefix, StringComparison.Ordinal):
                if (ImportTarget.FieldOf(target, fields) is { } field) // archived since the columns were chosen
                    TakeField(row, target, field, field.Kind is FieldKind.LongText ? Unguarded(raw.Trim()) : cell);
                break;
            default:
                foreach (var value in Parts(cell))
                    TakeIdentity(row, target, value);
                break;
        }
    }

    private static void TakeField(Draft row, string target, FieldEntry field, string cell)
    {
        var (values, fault) = FieldReading.Read(field, FieldCells.Of(field, cell), []);
        if (fault is not null)
            row.Faults.Add(new ImportFault(fault, target, Short(cell)));
        else
            row.Fields.Add((field, values));
    }

    private static void TakeIdentity(Draft row, string kind, string given)
    {
        var value = kind is "email" or "phone" ? given.Normalize(NormalizationForm.FormKC).Trim() : given;
        if (kind == "email" && Check.Email(value, kind) is not null)
            row.Faults.Add(new ImportFault("row.email", kind, Short(given)));
        else if (kind == "phone" && !PhoneForm.IsMatch(value))
            row.Faults.Add(new ImportFault("row.phone", kind, Short(given)));
        else if (Fitting(row, kind, value, 320) is { } fitting && Identity.Normalise(kind, fitting) is var normal && !row.Identities.Contains((kind, normal)))
            row.Identities.Add((kind, normal));
    }

    private void Claim(Draft row)
    {
        IEnumerable<(string, string)> keys = [.. row.Identities, .. row.Id is { } id ? [(ImportTarget.Id, id.ToString())] : Array.Empty<(string, string)>()];
        foreach (var key in keys)
        {
            if (_seen.TryGetValue(key, out var earlier))
            {
                row.Faults.Add(new ImportFault("row.twice", key.Item1, earlier.ToString(CultureInfo.InvariantCulture)));
                return;
            }
        }

        foreach (var key in keys)
            _seen[key] = _number;
    }

    private static string? Fitting(Draft row, string target, string text, int most) =>
        text.Length <= most ? text : Wrong<string?>(row, "row.too_long", target, most.ToString(CultureInfo.InvariantCulture));

    private static T? Wrong<T>(Draft row, string code, string target, string? value = null)
    {
        row.Faults.Add(new ImportFault(code, target, value));
        return default;
    }

    private static IEnumerable<string> Parts(string cell) =>
        cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostOfAKind);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];

    // A spreadsheet that took a number for one writes 8.61E+11: that number is lost, and must not be taken for another.
    [GeneratedRegex(@"^\+?[0-9][0-9 ()./\-]{3,28}[0-9]$|^\+?\([0-9]{1,5}\)[0-9 ./\-]{3,24}[0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneForm { get; }

    private sealed class Draft
    {
        public Guid? Id { get; set; }
        public string? Name { get; set; }
        public string? Language { get; set; }
        public string? Tier { get; set; }
        public string? Organisation { get; set; }
        public bool? AccessLane { get; set; }
        public RowDate? Birthday { get; set; }
        public List<(string Kind, string Value)> Identities { get; } = [];
        public List<(string Attribute, string Value)> Facts { get; } = [];
        public List<(FieldEntry Field, IReadOnlyList<FieldContent> Values)> Fields { get; } = [];
        public List<ImportFault> Faults { get; } = [];
    }
}
