using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ting.Server.Features.People;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Importing;

/// <summary>What cells of files from three languages mean.</summary>
internal static partial class RowWords
{
    private static readonly Dictionary<string, string> LanguageNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["中文"] = "zh-Hans",
        ["简体中文"] = "zh-Hans",
        ["汉语"] = "zh-Hans",
        ["普通话"] = "zh-Hans",
        ["chinese"] = "zh-Hans",
        ["simplified chinese"] = "zh-Hans",
        ["中国語"] = "zh-Hans",
        ["日本語"] = "ja",
        ["日语"] = "ja",
        ["日文"] = "ja",
        ["japanese"] = "ja",
        ["jp"] = "ja",
        ["cn"] = "zh-Hans",
        ["english"] = "en",
        ["英语"] = "en",
        ["英文"] = "en",
        ["英語"] = "en",
    };

    private static readonly Dictionary<string, string> TierNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["钻石"] = "diamond",
        ["钻石会员"] = "diamond",
        ["ダイヤモンド"] = "diamond",
        ["ダイヤ"] = "diamond",
        ["金卡"] = "gold",
        ["黄金"] = "gold",
        ["金卡会员"] = "gold",
        ["ゴールド"] = "gold",
        ["银卡"] = "silver",
        ["白银"] = "silver",
        ["银卡会员"] = "silver",
        ["シルバー"] = "silver",
    };

    public static string? Language(string cell) => Languages.Closest(cell) ?? LanguageNames.GetValueOrDefault(cell);

    public static string? Tier(string cell) => DescribePerson.Tiers.Contains(cell.ToLowerInvariant()) ? cell.ToLowerInvariant() : TierNames.GetValueOrDefault(cell);

    public static bool? YesOrNo(string cell) => cell.ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "1" or "x" or "是" or "有" or "はい" or "○" or "有り" => true,
        "no" or "n" or "false" or "0" or "-" or "否" or "无" or "いいえ" or "×" or "無し" => false,
        _ => null,
    };

    /// <summary>1990-04-01, 1990/4/1, 1990年4月1日, 19900401, 04-01, 4月1日. What could be read in two ways, such as 04/01/1990, is not understood.</summary>
    public static RowDate? Date(string cell)
    {
        if (DateForm.Match(cell.Normalize(NormalizationForm.FormKC)) is not { Success: true } match)
            return null;

        int? Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : null;
        var (year, month, day) = (Number("year"), Number("month")!.Value, Number("day")!.Value);
        // a leap day is a birthday even when the year is unknown
        return year is < 1800 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year ?? 2024, month) ? null : new RowDate(year, month, day);
    }

    [GeneratedRegex(@"^(?:(?<year>\d{4})\s*[-/.年]\s*)?(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})\s*日?$|^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex DateForm { get; }
}
