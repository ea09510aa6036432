using System.Globalization;
using System.Text.RegularExpressions;

namespace Ting.Server.Features.Calendars;

/// <summary>One stretch of work in minutes after midnight; one that ends after 1440 goes on into the next day and belongs to the day on which it begins.</summary>
public readonly partial record struct WorkSpan(int From, int To)
{
    public const int Day = 24 * 60;

    /// <summary>09:00-12:00; an end that is not after its beginning lies on the next day.</summary>
    public override string ToString() => $"{Clock(From)}-{Clock(To > Day ? To - Day : To)}";

    /// <summary>Several stretches as people type them: "9:00-12:00, 13:30–18:00". Nothing typed is no work.</summary>
    /// <returns>In the order of the day, or null when it cannot be read or two of them overlap.</returns>
    public static IReadOnlyList<WorkSpan>? Read(string? text)
    {
        var spans = new List<WorkSpan>();
        foreach (var part in (text ?? "").Split([',', '，', '、', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Typed().Match(part) is not { Success: true } match || Minutes(match, 1) is not { } from || Minutes(match, 3) is not { } to || from == Day || from == to)
                return null;
            spans.Add(new WorkSpan(from, to > from ? to : to + Day));
        }

        spans.Sort((one, other) => one.From.CompareTo(other.From));
        return spans.Zip(spans.Skip(1)).Any(pair => pair.Second.From < pair.First.To) ? null : spans;
    }

    public static string Write(IEnumerable<WorkSpan> spans) => string.Join(", ", spans);

    private static int? Minutes(Match match, int group)
    {
        var (hour, minute) = (int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[group + 1].ValueSpan, CultureInfo.InvariantCulture));
        return minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) ? (hour * 60) + minute : null;
    }

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    [GeneratedRegex(@"^(\d{1,2})[:：](\d{2})\s*[-–—~〜～至]\s*(\d{1,2})[:：](\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
