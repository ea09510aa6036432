using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Ui;

/// <summary>A moment in words, exact on hover; the timeago controller keeps the words true.</summary>
public static class TimeAgo
{
    /// <param name="at">The moment.</param>
    /// <param name="words">What is shown: "3 min ago", "waited 3 min".</param>
    /// <param name="exact">The whole date and time, in the reader's language.</param>
    /// <param name="style">waited, ago, or due for what is left until then.</param>
    /// <param name="css">Its classes.</param>
    public static MarkupString Of(DateTimeOffset at, string words, string exact, string style, string? css = null) => new(
        $"<time datetime=\"{at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}\"{Markup.Attribute("title", exact)}{Markup.Attribute("class", css)} data-controller=\"timeago\" data-timeago-style-value=\"{style}\">{Markup.Encode(words)}</time>");
}
