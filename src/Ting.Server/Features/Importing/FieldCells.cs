using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ting.Server.Features.Fields;

namespace Ting.Server.Features.Importing;

/// <summary>Cells of files from three languages as fields are written, and fields as cells that are read again.</summary>
internal static partial class FieldCells
{
    /// <summary>What cannot be put into the form of the field stays as it is, and is refused there.</summary>
    public static IEnumerable<string> Of(FieldEntry field, string cell) => field.Kind switch
    {
        FieldKind.Number => [NumberOf(field, cell)],
        FieldKind.Date => [RowWords.Date(cell) is { Year: { } year } day ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{day.Month:00}-{day.Day:00}") : cell],
        FieldKind.YesNo => [RowWords.YesOrNo(cell) switch { true => "true", false => "false", null => cell }],
        FieldKind.Choices => cell.Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => [cell],
    };

    /// <param name="language">In which options are named, when the name says which one is meant.</param>
    public static string Write(FieldEntry field, IEnumerable<FieldContent> values, string language) => field.Kind switch
    {
        FieldKind.YesNo => string.Concat(values.Select(it => it.Number is 1 ? "yes" : "no")),
        FieldKind.Choice or FieldKind.Choices => string.Join("; ", values.Select(it => NameOf(field, it.Text ?? "", language))),
        _ => string.Concat(values.Select(it => FieldReading.Write(field.Kind, it))),
    };

    // 1,234.5 and "41 cm" are numbers to people.
    private static string NumberOf(FieldEntry field, string cell)
    {
        var plain = cell.Normalize(NormalizationForm.FormKC).Trim();
        if (field.Unit.Length > 0 && plain.EndsWith(field.Unit.Normalize(NormalizationForm.FormKC), StringComparison.OrdinalIgnoreCase))
            plain = plain[..^field.Unit.Normalize(NormalizationForm.FormKC).Length].TrimEnd();
        return Grouped.IsMatch(plain) ? plain.Replace(",", "", StringComparison.Ordinal) : plain;
    }

    private static string NameOf(FieldEntry field, string key, string language)
    {
        var name = field.OptionOf(key)?.Name.In(language) ?? "";
        var isPlain = name.Length > 0 && !name.Contains(';', StringComparison.Ordinal) && !name.Contains('；', StringComparison.Ordinal);
        return isPlain && FieldReading.Read(field with { Required = false }, [name], [.. field.Options.Select(it => it.Key)]) is ([{ Text: var read }], null) && read == key ? name : key;
    }

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped { get; }
}
