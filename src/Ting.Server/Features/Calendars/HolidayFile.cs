using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Ting.Server.Features.Calendars;

/// <summary>The days that an iCalendar file (RFC 5545) names. Of its rules of repetition only "every year" is understood, which is what files of holidays use.</summary>
/// <param name="Days">In the order of time, one of each date.</param>
/// <param name="NotUnderstood">Events that were left out: repeated in another way, or without a date.</param>
public sealed partial record HolidayFile(IReadOnlyList<CalendarDay> Days, int NotUnderstood)
{
    private const int MostDaysOfAnEvent = 31;
    private const int MostEvents = 5000;

    /// <param name="zone">Where a moment is turned into a day.</param>
    /// <param name="first">Earlier days are left out, and repeated ones go on to the end of the fourth year.</param>
    /// <returns>Null when the text is no calendar.</returns>
    public static HolidayFile? Read(string text, TimeZoneInfo zone, DateOnly first)
    {
        var lines = Unfold(text);
        if (!lines.Any(line => line.Equals("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)))
            return null;

        var last = new DateOnly(Math.Min(first.Year + 3, 2199), 12, 31);
        var days = new SortedDictionary<DateOnly, CalendarDay>();
        var left = 0;
        foreach (var fields in Events(lines).Take(MostEvents))
        {
            if (ValueOf(fields, "STATUS") is { } status && status.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase))
                continue;
            if (Dates(fields, zone, last) is not { } dates)
            {
                left++;
                continue;
            }

            var name = Unescape(ValueOf(fields, "SUMMARY") ?? "");
            name = name.Length > 60 ? name[..60] : name;
            foreach (var date in dates.Where(date => date >= first && date <= last))
            {
                // A day that is made up for stays one, whatever else falls on it.
                if (MakeUp().IsMatch(name))
                    days[date] = new CalendarDay(date, name, DayOfWeek.Monday, []);
                else if (!days.TryGetValue(date, out var known) || known.Like is null)
                    days[date] = CalendarDay.Closed(date, name);
            }
        }

        return new HolidayFile([.. days.Values.Take(Calendar.MostDays)], left);
    }

    private static List<string> Unfold(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line is [' ' or '\t', ..] && lines.Count > 0)
                lines[^1] += line[1..];
            else if (line.Length > 0)
                lines.Add(line);
        }

        return lines;
    }

    // What stands inside an event's own parts, such as its alarms, is not the event's.
    private static IEnumerable<IReadOnlyList<Field>> Events(List<string> lines)
    {
        List<Field>? fields = null;
        var inside = 0;
        foreach (var field in lines.Select(Field.Of))
        {
            switch (field.Name, field.Value.ToUpperInvariant())
            {
                case ("BEGIN", "VEVENT"):
                    fields = [];
                    break;
                case ("END", "VEVENT") when fields is not null:
                    yield return fields;
                    fields = null;
                    break;
                case ("BEGIN", _):
                    inside += fields is null ? 0 : 1;
                    break;
                case ("END", _):
                    inside -= fields is null ? 0 : 1;
                    break;
                default:
                    if (inside == 0)
                        fields?.Add(field);
                    break;
            }
        }
    }

    private static string? ValueOf(IReadOnlyList<Field> fields, string name) => fields.FirstOrDefault(field => field.Name == name)?.Value;

    private static IReadOnlyList<DateOnly>? Dates(IReadOnlyList<Field> fields, TimeZoneInfo zone, DateOnly last)
    {
        if (ValueOf(fields, "DTSTART") is not { } begin || Moment(begin, zone) is not { } start)
            return null;

        var end = ValueOf(fields, "DTEND") is { } given ? Moment(given, zone) : ValueOf(fields, "DURATION") is { } length ? Ends(start, length) : null;
        var first = DateOnly.FromDateTime(start);
        // An end is the first moment that no longer belongs to it.
        var through = end > start ? DateOnly.FromDateTime(end.Value.AddTicks(-1)) : first;
        if (through.DayNumber - first.DayNumber >= MostDaysOfAnEvent)
            return null;

        if (Years(ValueOf(fields, "RRULE"), first, zone, last) is not { } years)
            return null;

        var except = fields.Where(field => field.Name == "EXDATE").SelectMany(field => field.Value.Split(',')).Select(value => Moment(value, zone)).OfType<DateTime>().Select(DateOnly.FromDateTime).ToHashSet();
        return [.. from year in years
                   let begins = first.AddYears(year - first.Year)
                   where begins.Day == first.Day && !except.Contains(begins) // 29 February has no day in most years
                   from more in Enumerable.Range(0, through.DayNumber - first.DayNumber + 1)
                   select begins.AddDays(more)];
    }

    /// <returns>The years in which it happens, or null when the rule says more than "every year on this date".</returns>
    private static IEnumerable<int>? Years(string? rule, DateOnly first, TimeZoneInfo zone, DateOnly last)
    {
        if (rule is null)
            return [first.Year];

        var parts = rule.ToUpperInvariant().Split(';').Select(part => part.Split('=')).Where(part => part.Length == 2).GroupBy(part => part[0]).ToDictionary(part => part.Key, part => part.First()[1]);
        if (parts.GetValueOrDefault("FREQ") != "YEARLY" || parts.Keys.Any(key => key is not ("FREQ" or "INTERVAL" or "COUNT" or "UNTIL" or "WKST" or "BYMONTH" or "BYMONTHDAY"))
            || (parts.TryGetValue("BYMONTH", out var month) && month != first.Month.ToString(CultureInfo.InvariantCulture))
            || (parts.TryGetValue("BYMONTHDAY", out var day) && day != first.Day.ToString(CultureInfo.InvariantCulture)))
            return null;

        var step = parts.TryGetValue("INTERVAL", out var interval) && int.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0 ? every : 1;
        var years = Enumerable.Range(0, 300).Select(at => first.Year + (at * step));
        if (parts.TryGetValue("COUNT", out var count) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times))
            years = years.Take(times);
        if (parts.TryGetValue("UNTIL", out var until) && Moment(until, zone) is { } stop)
            years = years.Where(year => first.AddYears(Math.Max(0, year - first.Year)) <= DateOnly.FromDateTime(stop));
        return [.. years.TakeWhile(year => year <= last.Year)];
    }

    private static DateTime? Moment(string value, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(value, ["yyyyMMdd", "yyyyMMdd'T'HHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local.Year is >= 1900 and < 2200 ? local : null;
        return DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) && utc.Year is >= 1900 and < 2200
            ? TimeZoneInfo.ConvertTimeFromUtc(utc, zone)
            : null;
    }

    private static DateTime? Ends(DateTime start, string duration)
    {
        try
        {
            return duration is ['P', .. var weeks, 'W'] && int.TryParse(weeks, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 10 ? start.AddDays(7 * count) : start + XmlConvert.ToTimeSpan(duration);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at] == '\\' && at + 1 < text.Length ? text[++at] is 'n' or 'N' ? ' ' : text[at] : text[at];
            if (!char.IsControl(sign))
                plain.Append(sign);
        }

        return plain.ToString().Trim();
    }

    // 补班 and （班） as Chinese files mark the working weekends around a holiday; 調整出勤日 and "working day" elsewhere.
    [GeneratedRegex(@"补班|補班|上班|[（(]班[）)]|\s班$|出勤日|make-?\s?up (work|day)|working (day|saturday|sunday)|workday", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MakeUp();

    private sealed record Field(string Name, string Value)
    {
        // NAME;PARAMETER="may hold : and ;":value
        public static Field Of(string line)
        {
            var (quoted, name) = (false, 0);
            for (var at = 0; at < line.Length; at++)
            {
                if (line[at] == '"')
                    quoted = !quoted;
                else if (!quoted && line[at] is ';' && name == 0)
                    name = at;
                else if (!quoted && line[at] is ':')
                    return new Field(line[..(name == 0 ? at : name)].ToUpperInvariant(), line[(at + 1)..].Trim());
            }

            return new Field(line.ToUpperInvariant(), "");
        }
    }
}
