using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Ui;

/// <summary>The first character of a name on a colour that stays with the name. Decoration: the name itself stands beside it, unless a label says otherwise.</summary>
public static class Avatar
{
    /// <param name="name">Whose it is.</param>
    /// <param name="size">xs 18, sm 22, lg 52 or xl 72 pixels; 36 without.</param>
    /// <param name="channel">A glyph's name for the badge: chat, mail, phone, im, bot, code …</param>
    /// <param name="online">True draws a full dot, false a hollow one, null none.</param>
    /// <param name="label">The accessible name.</param>
    /// <param name="title">The tooltip.</param>
    public static MarkupString Of(string name, string? size = null, string? channel = null, bool? online = null, string? label = null, string? title = null)
    {
        name = name.Trim();
        var access = label is null ? " aria-hidden=\"true\"" : $" role=\"img\"{Markup.Attribute("aria-label", label)}";
        var badge = channel is null ? "" : $"<span class=\"av-ch\">{Glyph.Of(channel)}</span>";
        var dot = online switch { true => "<span class=\"av-on\"></span>", false => "<span class=\"av-on away\"></span>", null => "" };
        return new MarkupString($"<span class=\"av av-{ColourOf(name)}{(size is null ? "" : $" av-{size}")}\"{access}{Markup.Attribute("title", title)}>{Markup.Encode(Initial(name))}{badge}{dot}</span>");
    }

    private static string Initial(string name) => name.Length > 0 ? StringInfo.GetNextTextElement(name).ToUpperInvariant() : "·";

    // The same name has the same colour on every page, every server and after every restart, so string.GetHashCode will not do.
    private static int ColourOf(string name)
    {
        var sum = 17u;
        foreach (var letter in name)
            sum = (sum * 31) + letter;
        return (int)(sum % 5) + 1;
    }
}
