using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Ting.Server.Platform.Localisation;

/// <summary>Times, dates, waits and numbers as the reader writes them, in the reader's time zone. One per request.</summary>
public sealed class DateFormats(IStringLocalizer<LocalisationText> text, TimeProvider clock, TimeZoneInfo zone)
{
    public const string ZoneCookie = "ting-zone";

    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public TimeZoneInfo Zone => zone;

    public DateTimeOffset Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>14:02</summary>
    public string Time(DateTimeOffset at) => Here(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>14:02:09, for what happens within a minute.</summary>
    public string Seconds(DateTimeOffset at) => Here(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>19 Nov · 11月19日</summary>
    public string Day(DateTimeOffset at) => Here(at).ToString(text["format.day"], _culture);

    /// <summary>19 Nov 2026 · 2026年11月19日</summary>
    public string Date(DateTimeOffset at) => Here(at).ToString(text["format.date"], _culture);

    /// <summary>19 Nov · 2026年11月19日</summary>
    public string Date(DateOnly day) => day.ToString(text["format.date"], _culture);

    /// <summary>Thursday 19 November 2026, 14:08, for titles and exact readings.</summary>
    public string Full(DateTimeOffset at) => Here(at).ToString(text["format.full"], _culture);

    /// <summary>The time today, "yesterday", else the day, with the year when it is another one.</summary>
    public string Short(DateTimeOffset at)
    {
        var (then, now) = (Here(at), Here(clock.GetUtcNow()));
        if (then.Date == now.Date)
            return Time(at);
        if (then.Date == now.Date.AddDays(-1))
            return text["yesterday"];
        return then.Year == now.Year ? Day(at) : Date(at);
    }

    /// <summary>Today, yesterday, or the date: the line between two days of messages.</summary>
    public string DayLine(DateTimeOffset at)
    {
        var (then, now) = (Here(at), Here(clock.GetUtcNow()));
        if (then.Date == now.Date)
            return text["today"];
        return then.Date == now.Date.AddDays(-1) ? text["yesterday"] : Date(at);
    }

    /// <summary>just now · 3 min ago · 2 h ago · 5 d ago</summary>
    public string Ago(DateTimeOffset at) => Span("ago", clock.GetUtcNow() - at);

    /// <summary>waited 3 min · 等了 3 分</summary>
    public string Waited(DateTimeOffset since) => Span("waited", clock.GetUtcNow() - since);

    public string Waited(TimeSpan wait) => Span("waited", wait);

    /// <summary>How long over time: 14 min late.</summary>
    public string Late(TimeSpan over) => Span("late", over);

    /// <summary>What is left until a moment, or how long it is past: 14 min left · 3 min late.</summary>
    public string Due(DateTimeOffset at) => at < clock.GetUtcNow() ? Late(clock.GetUtcNow() - at) : Span("left", at - clock.GetUtcNow());

    /// <summary>1:06 under an hour, 3:25:00 under a day, then days and hours.</summary>
    public string Duration(TimeSpan span)
    {
        var sign = span < TimeSpan.Zero ? "−" : "";
        span = span.Duration();
        if (span < TimeSpan.FromHours(1))
            return $"{sign}{(int)span.TotalMinutes}:{span.Seconds:00}";
        if (span < TimeSpan.FromDays(1))
            return $"{sign}{span.Hours}:{span.Minutes:00}:{span.Seconds:00}";
        return sign + text["duration.days", (int)span.TotalDays, span.Hours];
    }

    /// <summary>At most four characters, for the SLA ring: 4:12, 58, 3h, −12.</summary>
    public static string Tiny(TimeSpan left)
    {
        var sign = left < TimeSpan.Zero ? "−" : "";
        var span = left.Duration();
        if (span < TimeSpan.FromMinutes(10) && sign.Length == 0)
            return $"{(int)span.TotalMinutes}:{span.Seconds:00}";
        if (span < TimeSpan.FromMinutes(100))
            return $"{sign}{(int)span.TotalMinutes}";
        return span < TimeSpan.FromHours(48) ? $"{sign}{(int)span.TotalHours}h" : $"{sign}{Math.Min((int)span.TotalDays, 99)}d";
    }

    /// <summary>0.923 → 92 %</summary>
    public string Percent(double share, int decimals = 0) => text["percent", (share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture)];

    public string Number(double number, int decimals = 0) => number.ToString($"N{decimals}", _culture);

    /// <summary>The words the browser needs to keep waits true without asking: see the timeago controller.</summary>
    public IReadOnlyDictionary<string, string> Words() =>
        text.GetAllStrings(includeParentCultures: true)
            .Where(it => it.Name.Split('.')[0] is "ago" or "waited" or "left" or "late")
            .ToDictionary(it => it.Name, it => it.Value);

    private string Span(string style, TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => text[$"{style}.now"],
        { TotalMinutes: < 60 } => text[$"{style}.minutes", (int)span.TotalMinutes],
        { TotalHours: < 48 } => text[$"{style}.hours", (int)span.TotalHours],
        _ => text[$"{style}.days", (int)span.TotalDays],
    };
}
