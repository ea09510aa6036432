using System.Net;

namespace Ting.Server.Ui;

/// <summary>For the small parts that are written as markup.</summary>
internal static class Markup
{
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <returns>The attribute with a space before it, or nothing.</returns>
    public static string Attribute(string name, string? value) => value is null ? "" : $" {name}=\"{WebUtility.HtmlEncode(value)}\"";
}
