using System.Globalization;
using Microsoft.Extensions.Localization;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Fields;

/// <summary>What stands in fields, as the reader writes it.</summary>
internal sealed class FieldWords(IStringLocalizer<FieldsText> text, DateFormats dates)
{
    public string Of(FieldEntry field, IReadOnlyList<FieldContent> values) => string.Join(text["and"], values.Select(value => Of(field, value)));

    public static string OptionOf(FieldEntry field, string optionKey) => field.OptionOf(optionKey)?.Name.In(CultureInfo.CurrentUICulture.Name) ?? optionKey;

    /// <summary>What may stand in a number, when that is limited.</summary>
    public string? Range(FieldEntry field) => (field.Least, field.Most) switch
    {
        ({ } least, { } most) => text["range", Number(least), Number(most)].Value,
        ({ } least, null) => text["range.least", Number(least)].Value,
        (null, { } most) => text["range.most", Number(most)].Value,
        _ => null,
    };

    public static string Number(long parts) => ((decimal)parts / FieldReading.Parts).ToString("#,0.####", CultureInfo.CurrentCulture);

    private string Of(FieldEntry field, FieldContent value) => field.Kind switch
    {
        FieldKind.Number => field.Unit.Length > 0 ? $"{Number(value.Number ?? 0)} {field.Unit}" : Number(value.Number ?? 0),
        FieldKind.Date => dates.Date(DateOnly.FromDayNumber((int)(value.Number ?? 0))),
        FieldKind.YesNo => text[value.Number is 1 ? "yes" : "no"],
        FieldKind.Choice or FieldKind.Choices => OptionOf(field, value.Text ?? ""),
        _ => value.Text ?? "",
    };
}
