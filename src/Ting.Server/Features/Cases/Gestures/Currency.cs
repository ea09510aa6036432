using System.Globalization;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>The currencies a workspace can keep its goodwill in, and how many decimals each has (ISO 4217).</summary>
public static class Currency
{
    private static readonly Dictionary<string, int> Decimals = new()
    {
        ["CNY"] = 2,
        ["JPY"] = 0,
        ["USD"] = 2,
        ["EUR"] = 2,
        ["GBP"] = 2,
        ["HKD"] = 2,
        ["TWD"] = 2,
        ["KRW"] = 0,
        ["SGD"] = 2,
        ["AUD"] = 2,
        ["CAD"] = 2,
        ["NZD"] = 2,
        ["CHF"] = 2,
        ["MYR"] = 2,
        ["THB"] = 2,
        ["VND"] = 0,
    };

    public static IEnumerable<string> All => Decimals.Keys;

    public static bool Knows(string? code) => code is not null && Decimals.ContainsKey(code);

    public static decimal FromSmallest(long amount, string code) => amount / Factor(code);

    /// <returns>Null when it has more decimals than the currency, is negative, or is more than anybody would give.</returns>
    public static long? ToSmallest(decimal amount, string code)
    {
        if (amount is < 0 or > 1_000_000_000m)
            return null;
        var smallest = amount * Factor(code);
        return decimal.Truncate(smallest) == smallest ? (long)smallest : null;
    }

    /// <summary>1,200.00 CNY</summary>
    public static string Write(long amount, string code) =>
        $"{FromSmallest(amount, code).ToString($"N{Decimals[code]}", CultureInfo.CurrentCulture)} {code}";

    /// <summary>As a form's field holds it: 1200.5</summary>
    public static string Plain(long amount, string code) => FromSmallest(amount, code).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The smallest step of a form's field.</summary>
    public static string Step(string code) => Decimals[code] == 0 ? "1" : "0.01";

    private static decimal Factor(string code) => Decimals[code] == 0 ? 1 : 100;
}
