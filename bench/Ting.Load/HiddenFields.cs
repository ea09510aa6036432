using System.Net;
using System.Text.RegularExpressions;

namespace Ting.Load;

internal static partial class HiddenFields
{
    /// <summary>The hidden fields of the form in which this field is.</summary>
    public static Dictionary<string, string> Of(string page, string field)
    {
        var at = page.IndexOf($"name=\"{field}\"", StringComparison.Ordinal);
        var start = page.LastIndexOf("<form", at, StringComparison.Ordinal);
        var form = page[start..page.IndexOf("</form>", at, StringComparison.Ordinal)];
        var fields = new Dictionary<string, string>();
        foreach (var input in Input().Matches(form).Select(match => match.Value).Where(input => input.Contains("type=\"hidden\"", StringComparison.Ordinal)))
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
