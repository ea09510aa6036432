using System.Globalization;
using System.Text.RegularExpressions;

namespace Ting.Server.Features.Chain;

/// <summary>Lines of a period and its number, as a spreadsheet writes them or as they are pasted: 2026-10; 12500.</summary>
/// <param name="Wrong">The numbers of the lines that are no such pair, from 1; a heading in the first is passed over.</param>
public sealed partial record ChainFile(IReadOnlyList<SaveChainValues.Row> Rows, IReadOnlyList<int> Wrong)
{
    public const int MostCharacters = 100_000;

    public static ChainFile Read(string text, ChainStep step)
    {
        var (rows, wrong) = (new List<SaveChainValues.Row>(), new List<int>());
        foreach (var (line, at) in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Select((line, at) => (line.Trim(), at)))
        {
            if (line.Length == 0)
                continue;
            if (line.IndexOfAny(['\t', ';', ',']) is > 0 and var cut && Day(line[..cut].Trim('"', ' '), step) is { } day && Number(line[(cut + 1)..].Trim('"', ' ', ';', ',')) is { } number)
                rows.Add(new(day, number));
            else if (at > 0 || line.Any(char.IsAsciiDigit))
                wrong.Add(at + 1);
        }

        return new(rows, wrong);
    }

    /// <summary>A number with a point, whose thousands may be parted by commas. A comma for a point is no number: nobody could tell 1,500 from 1.5.</summary>
    public static double? Number(string text) =>
        Written().IsMatch(text) && double.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= SaveChainValues.Largest ? number : null;

    /// <returns>A day of the period; null when it is none: a day, a month (of weeks it is none), or a week such as 2026-W41.</returns>
    private static DateOnly? Day(string text, ChainStep step)
    {
        if (Week().Match(text) is { Success: true } week && int.Parse(week.Groups[2].Value, CultureInfo.InvariantCulture) is >= 1 and var number
            && int.Parse(week.Groups[1].Value, CultureInfo.InvariantCulture) is >= 2000 and <= 2100 and var year && number <= ISOWeek.GetWeeksInYear(year))
            return DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday));
        if (DateOnly.TryParseExact(text, ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        return step is ChainStep.Month && DateOnly.TryParseExact(text, ["yyyy-M", "yyyy/M", "yyyy.M", "yyyy年M月"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;
    }

    [GeneratedRegex(@"^-?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,10})?$")]
    private static partial Regex Written();

    [GeneratedRegex(@"^(\d{4})-?W(\d{1,2})$", RegexOptions.IgnoreCase)]
    private static partial Regex Week();
}
