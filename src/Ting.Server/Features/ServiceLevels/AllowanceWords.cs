using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>How people write a length of working time: 15m, 4h, 1h30m; a bare number is minutes.</summary>
internal static partial class AllowanceWords
{
    /// <returns>Null when it cannot be read.</returns>
    public static int? Read(string text)
    {
        if (Typed().Match(text.Trim()) is not { Success: true } match || (!match.Groups["h"].Success && !match.Groups["m"].Success))
            return null;

        var minutes = (Number("h") * 60) + Number("m");
        return minutes is > 0 and < int.MaxValue ? (int)minutes : null;

        double Number(string unit) => match.Groups[unit] is { Success: true } group ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>As it is typed: 1h30m.</summary>
    public static string Write(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{(minutes >= 60 ? $"{minutes / 60}h" : "")}{(minutes % 60 > 0 ? $"{minutes % 60}m" : "")}");

    /// <summary>As it is read: 1 h 30 min.</summary>
    public static string Of(this IStringLocalizer<ServiceLevelsText> text, int minutes) =>
        minutes < 60 ? text["minutes", minutes] : minutes % 60 == 0 ? text["hours", minutes / 60] : text["hours.minutes", minutes / 60, minutes % 60];

    [GeneratedRegex(@"^(?:(?<h>\d{1,4}(?:\.\d)?)\s*(?:h|小时|時間))?\s*(?:(?<m>\d{1,6})\s*(?:m|min|分|分钟)?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
