using System.Text.RegularExpressions;

namespace Ting.Listening;

/// <summary>How a language names days and hours.</summary>
internal sealed partial class DayWords
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private readonly (Regex Words, Func<DateTime, Match, DateTime?> Day)[] _days;
    private readonly Regex _hour;
    private readonly (Regex Words, int Hour)[] _parts;

    private DayWords((Regex, Func<DateTime, Match, DateTime?>)[] days, Regex hour, (Regex, int)[] parts) => (_days, _hour, _parts) = (days, hour, parts);

    public static readonly DayWords Chinese = new(
        [
            (ChineseToday(), (today, _) => today),
            (ChineseTomorrow(), (today, _) => today.AddDays(1)),
            (ChineseAfterTomorrow(), (today, _) => today.AddDays(2)),
            (ChineseWeekday(), (today, match) => Weekday(today, "日一二三四五六天".IndexOf(match.Groups["d"].Value, StringComparison.Ordinal) % 7, match.Groups["next"].Success)),
            (ChineseWeekend(), (today, _) => Weekday(today, 0, next: false)),
            (ChineseDate(), OnDate),
            (ChineseMonthEnd(), (today, _) => MonthEnd(today)),
        ],
        ChineseHour(),
        [(ChineseMorning(), 12), (ChineseNoon(), 13), (ChineseAfternoon(), 18), (ChineseEvening(), 21)]);

    public static readonly DayWords Japanese = new(
        [
            (JapaneseToday(), (today, _) => today),
            (JapaneseAfterTomorrow(), (today, _) => today.AddDays(2)),
            (JapaneseTomorrow(), (today, _) => today.AddDays(1)),
            (JapaneseWeekday(), (today, match) => Weekday(today, "日月火水木金土".IndexOf(match.Groups["d"].Value, StringComparison.Ordinal), match.Groups["next"].Success)),
            (JapaneseNextWeek(), (today, _) => Weekday(today, 1, next: false)),
            (JapaneseThisWeek(), (today, _) => Weekday(today, 5, next: false)),
            (JapaneseDate(), OnDate),
            (JapaneseMonthEnd(), (today, _) => MonthEnd(today)),
        ],
        JapaneseHour(),
        [(JapaneseMorning(), 12), (JapaneseNoon(), 12), (JapaneseAfternoon(), 18), (JapaneseEvening(), 18), (JapaneseNight(), 21)]);

    public static readonly DayWords English = new(
        [
            (EnglishToday(), (today, _) => today),
            (EnglishTomorrow(), (today, _) => today.AddDays(1)),
            (EnglishWeekday(), (today, match) => Weekday(today, Array.FindIndex(Weekdays, match.Groups["d"].Value.StartsWith), match.Groups["next"].Success)),
            (EnglishDate(), OnDate),
            (EnglishWeekEnd(), (today, _) => Weekday(today, 5, next: false)),
        ],
        EnglishHour(),
        [(EnglishMorning(), 12), (EnglishNoon(), 12), (EnglishAfternoon(), 18), (EnglishEvening(), 21), (EnglishMidnight(), 24)]);

    /// <summary>The day that is named; null when none is.</summary>
    public DateTime? Find(string words, DateTime today)
    {
        foreach (var (pattern, day) in _days)
        {
            if (pattern.Match(words) is { Success: true } match && day(today, match) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The hour that is named, or the end of the part of the day; not sure when morning and afternoon are both possible.</summary>
    public (TimeSpan Time, bool Sure)? Hour(string words)
    {
        var part = Array.Find(_parts, part => part.Words.IsMatch(words));
        if (_hour.Match(words) is { Success: true } match && Number(match.Groups["h"].Value) is >= 0 and <= 24 and var hour)
        {
            var minute = match.Groups["half"].Success ? 30 : match.Groups["m"] is { Success: true } given ? Number(given.Value) ?? 0 : 0;
            var mark = match.Groups["mark"].Value;
            var late = mark is "pm" or "p.m." || (mark.Length == 0 && part.Words is not null && part.Hour > 12);
            var early = mark is "am" or "a.m." || (mark.Length == 0 && part.Words is not null && part.Hour == 12 && hour != 12);
            if (late && hour < 12)
                hour += 12;
            return (new TimeSpan(hour, Math.Clamp(minute, 0, 59), 0), late || early || hour >= 12 || match.Groups["m"].Success);
        }

        return part.Words is null ? null : (TimeSpan.FromHours(part.Hour), true);
    }

    private static int? Number(string text) => PromiseTime.Figure(text) is >= 0 and < 1000 and var figure ? (int)figure : null;

    private static DateTime Weekday(DateTime today, int day, bool next)
    {
        var ahead = (day - (int)today.DayOfWeek + 7) % 7;
        if (next) // of the week that begins on the coming Monday
            return today.AddDays((((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7) + 1 + ((day + 6) % 7));
        return today.AddDays(ahead);
    }

    private static DateTime MonthEnd(DateTime today) => new(today.Year, today.Month, DateTime.DaysInMonth(today.Year, today.Month));

    // "the 5th", "11月28日": the next day of that name
    private static DateTime? OnDate(DateTime today, Match match)
    {
        if (Number(match.Groups["day"].Value) is not (>= 1 and <= 31 and var day))
            return null;

        var named = match.Groups["month"];
        var month = !named.Success ? (int?)null : Number(named.Value) ?? Array.FindIndex(Months, it => it == named.Value) + 1;
        if (month is < 1 or > 12)
            return null;
        for (var at = new DateTime(today.Year, month ?? today.Month, 1); ; at = month is null ? at.AddMonths(1) : at.AddYears(1))
        {
            if (at.Year > today.Year + 4)
                return null;
            if (day <= DateTime.DaysInMonth(at.Year, at.Month) && at.AddDays(day - 1) is var date && date >= today)
                return date;
        }
    }

    [GeneratedRegex("今天|今晚|今早|当天|下班前")]
    private static partial Regex ChineseToday();

    [GeneratedRegex("明天|明早|明晚")]
    private static partial Regex ChineseTomorrow();

    [GeneratedRegex("后天")]
    private static partial Regex ChineseAfterTomorrow();

    [GeneratedRegex("(?<next>下个?)?(?:周|星期|礼拜)(?<d>[一二三四五六日天])")]
    private static partial Regex ChineseWeekday();

    [GeneratedRegex("周末")]
    private static partial Regex ChineseWeekend();

    [GeneratedRegex(@"(?:(?<month>\d{1,2})月)?(?<day>\d{1,2})[日号]")]
    private static partial Regex ChineseDate();

    [GeneratedRegex("月底")]
    private static partial Regex ChineseMonthEnd();

    [GeneratedRegex(@"(?<h>\d{1,2}|十[一二]|[一二两三四五六七八九十])(?:点(?<mark>)(?:(?<half>半)|(?<m>\d{1,2})分?)?|[:：](?<m>\d{2}))")]
    private static partial Regex ChineseHour();

    [GeneratedRegex("早上|上午|今早|明早")]
    private static partial Regex ChineseMorning();

    [GeneratedRegex("中午")]
    private static partial Regex ChineseNoon();

    [GeneratedRegex("下午|下班前")]
    private static partial Regex ChineseAfternoon();

    [GeneratedRegex("晚上|今晚|明晚")]
    private static partial Regex ChineseEvening();

    [GeneratedRegex("本日|今日|今夜|今晩")]
    private static partial Regex JapaneseToday();

    [GeneratedRegex("明後日")]
    private static partial Regex JapaneseAfterTomorrow();

    [GeneratedRegex("明日|明朝")]
    private static partial Regex JapaneseTomorrow();

    [GeneratedRegex("(?<next>来週の?)?(?<d>[日月火水木金土])曜")]
    private static partial Regex JapaneseWeekday();

    [GeneratedRegex("週明け|来週")]
    private static partial Regex JapaneseNextWeek();

    [GeneratedRegex("今週")]
    private static partial Regex JapaneseThisWeek();

    [GeneratedRegex(@"(?:(?<month>\d{1,2})月)?(?<day>\d{1,2})日")]
    private static partial Regex JapaneseDate();

    [GeneratedRegex("月末")]
    private static partial Regex JapaneseMonthEnd();

    [GeneratedRegex(@"(?<h>\d{1,2}|十[一二]|[一二三四五六七八九十])(?:時(?!間)(?<mark>)(?:(?<half>半)|(?<m>\d{1,2})分)?|[:：](?<m>\d{2}))")]
    private static partial Regex JapaneseHour();

    [GeneratedRegex("午前|明朝")]
    private static partial Regex JapaneseMorning();

    [GeneratedRegex("正午")]
    private static partial Regex JapaneseNoon();

    [GeneratedRegex("午後")]
    private static partial Regex JapaneseAfternoon();

    [GeneratedRegex("夕方")]
    private static partial Regex JapaneseEvening();

    [GeneratedRegex("今夜|今晩")]
    private static partial Regex JapaneseNight();

    [GeneratedRegex(@"\b(today|tonight|this (morning|afternoon|evening)|(by )?the end of (the|this) day|end of day)\b")]
    private static partial Regex EnglishToday();

    [GeneratedRegex(@"\b(tomorrow|in the morning)\b")]
    private static partial Regex EnglishTomorrow();

    [GeneratedRegex(@"\b(?<next>next )?(?<d>(sun|mon|tues|wednes|thurs|fri|satur)day)\b")]
    private static partial Regex EnglishWeekday();

    [GeneratedRegex(@"\b(?:(?<month>january|february|march|april|may|june|july|august|september|october|november|december) (?<day>\d{1,2})|(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>january|february|march|april|may|june|july|august|september|october|november|december)|(?<day>\d{1,2})(?:st|nd|rd|th))\b")]
    private static partial Regex EnglishDate();

    [GeneratedRegex(@"\b(the )?end of (the|this) week\b")]
    private static partial Regex EnglishWeekEnd();

    [GeneratedRegex(@"\b(?:(?<h>\d{1,2})(?:[:.](?<m>\d{2}))? ?(?<mark>am|pm|a\.m\.|p\.m\.)|(?<h>\d{1,2}):(?<m>\d{2})|(?:at|by|before) (?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![:.]?\d| ?(?:am|pm|a\.m|p\.m|minutes?|hours?|days?|weeks?|months?|st|nd|rd|th))(?<mark>)|(?<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'clock(?<mark>))\b")]
    private static partial Regex EnglishHour();

    [GeneratedRegex(@"\b(this morning|tomorrow morning|in the morning|(mon|tues|wednes|thurs|fri|satur|sun)day morning)\b")]
    private static partial Regex EnglishMorning();

    [GeneratedRegex(@"\bnoon\b")]
    private static partial Regex EnglishNoon();

    [GeneratedRegex(@"\bafternoon\b")]
    private static partial Regex EnglishAfternoon();

    [GeneratedRegex(@"\b(tonight|evening)\b")]
    private static partial Regex EnglishEvening();

    [GeneratedRegex(@"\bmidnight\b")]
    private static partial Regex EnglishMidnight();
}
