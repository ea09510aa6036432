using System.Globalization;

namespace Ting.Server.Platform.Forms;

/// <summary>Rows of a form that come and go one by one, and what is typed into them.</summary>
internal static class FormRows
{
    private static readonly char[] Commas = [',', '，', '、', '\n', '\r'];

    /// <summary>Words in one field, parted by the commas of all three languages or by lines.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        text.Split(Commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The version that the form was opened with; 0 when it carries none.</summary>
    public static int Version(IFormCollection form) => Number(form["version"].ToString()) ?? 0;

    /// <param name="row">As a button posts it; what is no row of the list changes nothing.</param>
    public static void Drop<T>(this List<T> rows, string row)
    {
        if (Number(row) is { } at && at < rows.Count)
            rows.RemoveAt(at);
    }

    /// <summary>A row changes places with the one before it.</summary>
    public static void Raise<T>(this List<T> rows, string row)
    {
        if (Number(row) is > 0 and var at && at < rows.Count)
            (rows[at - 1], rows[at]) = (rows[at], rows[at - 1]);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
