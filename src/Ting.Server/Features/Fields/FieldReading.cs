using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ting.Server.Features.Fields;

/// <summary>Makes values of what was written into a field, whether by a form, a program or a file. Pure.</summary>
internal static partial class FieldReading
{
    public const int MostText = 200;
    public const int MostLongText = 4000;
    public const int MostLink = 500;
    public const long Parts = 10_000;
    private const decimal Largest = 1_000_000_000_000m;

    /// <param name="field">Whose kind and limits count.</param>
    /// <param name="given">What was written; nothing but blanks is nothing.</param>
    /// <param name="held">The options that the person has already: a retired one may stay.</param>
    /// <returns>The values, none for an empty field; or the code of what is wrong.</returns>
    public static (IReadOnlyList<FieldContent> Values, string? Fault) Read(FieldEntry field, IEnumerable<string> given, IReadOnlyCollection<string>? held = null)
    {
        string[] written = [.. given.Select(it => it.Trim()).Where(it => it.Length > 0)];
        if (written.Length == 0)
            return ([], field.Required ? "field.required" : null);
        if (field.IsList)
            return Choose(field, written, held ?? []);
        return written.Length > 1 ? ([], "field.one_only") : One(field, written[0]);
    }

    /// <summary>A number without group signs, exact to four decimals; null for what is none.</summary>
    public static long? Number(string text) =>
        NumberForm.IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest && number * Parts == decimal.Truncate(number * Parts)
            ? (long)(number * Parts)
            : null;

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1800 and <= 2200 ? day : null;

    /// <summary>As <see cref="Read"/> takes it again.</summary>
    public static string Write(FieldKind kind, FieldContent content) => kind switch
    {
        FieldKind.Number => Write(content.Number ?? 0),
        FieldKind.Date => DateOnly.FromDayNumber((int)(content.Number ?? 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.YesNo => content.Number is 1 ? "true" : "false",
        _ => content.Text ?? "",
    };

    public static string Write(long number) => ((decimal)number / Parts).ToString("0.####", CultureInfo.InvariantCulture);

    private static (IReadOnlyList<FieldContent> Values, string? Fault) One(FieldEntry field, string text)
    {
        switch (field.Kind)
        {
            case FieldKind.Text:
                return text.Any(char.IsControl) ? ([], "form.unreadable") : Fitting(text, MostText);
            case FieldKind.LongText:
                text = text.ReplaceLineEndings("\n");
                return text.Any(it => char.IsControl(it) && it is not ('\n' or '\t')) ? ([], "form.unreadable") : Fitting(text, MostLongText);
            case FieldKind.Link:
                return text.Length > MostLink ? ([], "form.too_long")
                    : Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" && link.Host.Length > 0 && !text.Any(it => char.IsWhiteSpace(it) || char.IsControl(it)) ? ([FieldContent.OfText(text)], null)
                    : ([], "field.link");
            case FieldKind.Number:
                if (Number(text.Normalize(NormalizationForm.FormKC)) is not { } number)
                    return ([], "field.number");
                return number < field.Least || number > field.Most ? ([], "field.range") : ([FieldContent.OfNumber(number)], null);
            case FieldKind.Date:
                return Day(text) is { } day ? ([FieldContent.OfNumber(day.DayNumber)], null) : ([], "field.date");
            case FieldKind.YesNo:
                return text is "true" or "false" ? ([FieldContent.OfNumber(text is "true" ? 1 : 0)], null) : ([], "field.yes_no");
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field.Kind, null);
        }
    }

    private static (IReadOnlyList<FieldContent> Values, string? Fault) Choose(FieldEntry field, string[] written, IReadOnlyCollection<string> held)
    {
        var chosen = new List<FieldOption>();
        foreach (var one in written)
        {
            if ((field.OptionOf(one) ?? field.Options.OrderBy(option => option.Retired).FirstOrDefault(option => IsCalled(option, one))) is not { } option || (option.Retired && !held.Contains(option.Key)))
                return ([], "field.option");
            if (!chosen.Contains(option))
                chosen.Add(option);
        }

        if (chosen.Count > 1 && !field.TakesSeveral)
            return ([], "field.one_only");
        // in the order of the list, whatever the order in which they were ticked
        return ([.. field.Options.Where(chosen.Contains).Select(option => new FieldContent(option.Key, option.Key, null))], null);
    }

    // A file says what people say: the name in any of the languages.
    private static bool IsCalled(FieldOption option, string text)
    {
        var word = FieldContent.WordOf(text);
        return ((string[])[option.Name.Zh, option.Name.Ja, option.Name.En]).Any(name => name.Length > 0 && FieldContent.WordOf(name) == word);
    }

    private static (IReadOnlyList<FieldContent> Values, string? Fault) Fitting(string text, int most) => text.Length > most ? ([], "form.too_long") : ([FieldContent.OfText(text)], null);

    [GeneratedRegex(@"^[+-]?[0-9]{1,13}(\.[0-9]{1,8})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm { get; }
}
