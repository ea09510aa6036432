using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ting.Listening;

/// <summary>
/// By when something promised is due, from the words that say it: "今天下午五点前", "3営業日以内", "by Friday noon" (NEED-08).
/// A day without an hour ends at 18:00; a morning at 12:00, an evening at 21:00; "at once" is half an hour.
/// </summary>
public static partial class PromiseTime
{
    private static readonly TimeSpan EndOfDay = TimeSpan.FromHours(18);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(30);

    /// <param name="when">As <see cref="DraftPromise.When"/> gives it.</param>
    /// <param name="language">zh, ja or en.</param>
    /// <param name="saidAt">When it was promised.</param>
    /// <param name="zone">Whose days and hours are meant.</param>
    /// <returns>In UTC, later than <paramref name="saidAt"/>; null when the words name no time that can be reckoned.</returns>
    public static DateTimeOffset? Of(string? when, string language, DateTimeOffset saidAt, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (string.IsNullOrWhiteSpace(when))
            return null;

        var words = when.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var here = TimeZoneInfo.ConvertTime(saidAt, zone).DateTime;
        var local = language switch
        {
            "zh" => Span(words, here, Units.Chinese) ?? Clock(words, here, DayWords.Chinese),
            "ja" => Span(words, here, Units.Japanese) ?? Clock(words, here, DayWords.Japanese),
            _ => Span(words, here, Units.English) ?? Clock(words, here, DayWords.English),
        };
        if (local is not { } due)
            return null;

        while (zone.IsInvalidTime(due)) // the hour that the change to summer time leaves out
            due = due.AddHours(1);
        var at = new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
        return at > saidAt ? at : null;
    }

    // "within three working days": a length of time, not a point in it
    private static DateTime? Span(string words, DateTime here, Units units)
    {
        if (units.Now.IsMatch(words))
            return here + AtOnce;
        if (units.Length.Matches(words) is not [.., var match])
            return null;

        var count = match.Groups["half"].Success ? 0.5 : Figure(match.Groups["n"].Value);
        if (count is not > 0 or > 400)
            return null;
        return match.Groups switch
        {
            var unit when unit["minute"].Success => here.AddMinutes(count),
            var unit when unit["hour"].Success => here.AddHours(count),
            var unit when unit["work"].Success => WorkingDays(here, (int)Math.Ceiling(count)),
            var unit when unit["day"].Success => count < 1 ? here.AddHours(12) : here.Date.AddDays(Math.Ceiling(count)) + EndOfDay,
            var unit when unit["week"].Success => here.Date.AddDays(Math.Ceiling(count * 7)) + EndOfDay,
            _ => here.Date.AddDays(Math.Ceiling(count * 30)) + EndOfDay,
        };
    }

    private static DateTime WorkingDays(DateTime here, int days)
    {
        var day = here.Date;
        while (days > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                days--;
        }

        return day + EndOfDay;
    }

    // "tomorrow at four": a day, an hour, or both
    private static DateTime? Clock(string words, DateTime here, DayWords days)
    {
        var day = days.Find(words, here.Date);
        var hour = days.Hour(words);
        if (day is null && hour is null)
            return null;

        if (hour is { } exact)
        {
            var at = (day ?? here.Date) + exact.Time;
            if (!exact.Sure && exact.Time.Hours is > 0 and < 12 && (exact.Time.Hours < 8 || at <= here))
                at = at.AddHours(12); // "at four" is in the afternoon, "at nine" only when the morning is over
            return at <= here && day is null ? at.AddDays(1) : at;
        }

        var end = day!.Value + EndOfDay;
        return end <= here ? day.Value.AddDays(1).AddMinutes(-1) : end;
    }

    /// <returns>Of figures or of numerals in words, up to 99; NaN when it is none.</returns>
    internal static double Figure(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        if (EnglishNumbers.TryGetValue(text, out var named))
            return named;

        var (tens, ones, seen) = (0, 0, false);
        foreach (var letter in text)
        {
            if (letter == '十')
                (tens, ones, seen) = (ones == 0 ? 10 : ones * 10, 0, true);
            else if ("零一二三四五六七八九".IndexOf(letter, StringComparison.Ordinal) is > 0 and var digit)
                (ones, seen) = (digit, true);
            else if (letter == '两')
                (ones, seen) = (2, true);
            else
                return double.NaN;
        }

        return seen ? tens + ones : double.NaN;
    }

    private static readonly Dictionary<string, double> EnglishNumbers = new()
    {
        ["a"] = 1,
        ["an"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["fifteen"] = 15,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["forty-five"] = 45,
        ["forty-eight"] = 48,
        ["sixty"] = 60,
        ["ninety"] = 90,
    };

    /// <summary>How a language says lengths of time.</summary>
    private sealed record Units(Regex Now, Regex Length)
    {
        public static readonly Units Chinese = new(ChineseNow(), ChineseLength());
        public static readonly Units Japanese = new(JapaneseNow(), JapaneseLength());
        public static readonly Units English = new(EnglishNow(), EnglishLength());
    }

    [GeneratedRegex("^(现在|当场|这就|马上为?|即刻)$")]
    private static partial Regex ChineseNow();

    [GeneratedRegex(@"(?:(?<half>半)|(?<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]+))(?:个)?(?:(?<minute>分钟)|(?<hour>小时|钟头)|(?<work>工作日)|(?<day>天)|(?<week>周|星期|礼拜)(?!一|二|三|四|五|六|日|天|末)|(?<month>月(?!\d|底|末)))(?=内|之内|以内|左右|后|之后|$)")]
    private static partial Regex ChineseLength();

    [GeneratedRegex("^(ただいま|ただ今|いますぐ|今すぐ|いまから|今から|すぐに)$")]
    private static partial Regex JapaneseNow();

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?|[一二三四五六七八九十]+)(?:(?<minute>分)(?=以内|後|ほど|$)|(?<hour>時間)|(?<work>営業日)|(?<week>週間)|(?<day>日)(?=以内|後|ほど|間)|(?<month>か月|ヶ月|カ月))")]
    private static partial Regex JapaneseLength();

    [GeneratedRegex("^(right now|now|at once|straight away)$")]
    private static partial Regex EnglishNow();

    [GeneratedRegex(@"\b(?:(?<half>half) an? |(?<n>\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty-five|forty-eight|forty|sixty|ninety)[ -]?)(?:(?<minute>minutes?|mins?)|(?<hour>hours?|hrs?)|(?<work>(?:working|business) days?)|(?<day>days?)|(?<week>weeks?)|(?<month>months?))\b")]
    private static partial Regex EnglishLength();
}
