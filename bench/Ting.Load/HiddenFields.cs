using System.Net;
using System.Text.RegularExpressions;

namespace Ting.Load;

internal static partial class HiddenFields
{
    /// <summary>The hidden fields of the page's forms; of equal names the last counts.</summary>
    public static Dictionary<string, string> Of(string page)
    {
        var fields = new Dictionary<string, string>();
        foreach (var input in Input().Matches(page).Select(match => match.Value).Where(input => input.Contains("type=\"hidden\"", StringComparison.Ordinal)))
        {
            if (Name().Match(input) is { Success: true } name)
                fields[name.Groups[1].Value] = WebUtility.HtmlDecode(Value().Match(input).Groups[1].Value);
        }

        return fields;
    }

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
