using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Ui;

/// <summary>
/// One glyph of icons.css, silent to screen readers unless it carries a label. Markup and not a component: a page draws hundreds,
/// and what a component costs to set up is many times what its one element does.
/// </summary>
public static class Glyph
{
    // Names and sizes stand in our own code, so there are as many of these as there are kinds of glyph.
    private static readonly ConcurrentDictionary<(string Name, string? Size, string? Css), MarkupString> Silent = new();

    /// <param name="name">The name after <c>i-</c> in icons.css: inbox, chat, ear, e-m2 …</param>
    /// <param name="size">xs 14, sm 16, lg 20 or xl 24 pixels; 18 without.</param>
    /// <param name="css">Further classes.</param>
    /// <param name="label">The accessible name.</param>
    public static MarkupString Of(string name, string? size = null, string? css = null, string? label = null) => label is null
        ? Silent.GetOrAdd((name, size, css), static it => new MarkupString($"<i class=\"{CssOf(it.Name, it.Size, it.Css)}\" aria-hidden=\"true\"></i>"))
        : new MarkupString($"<i class=\"{CssOf(name, size, css)}\" role=\"img\" aria-label=\"{Markup.Encode(label)}\"></i>");

    /// <summary>The shape of one emotion step: diamond, shield, circle, drop, heart. Put the word beside it, or give it a label.</summary>
    /// <param name="level">−2 to +2.</param>
    /// <param name="size">As for any glyph.</param>
    /// <param name="label">The accessible name.</param>
    public static MarkupString OfEmotion(int level, string size = "xs", string? label = null)
    {
        var step = EmotionCss.Of(level);
        return Of($"e-{step}", size, $"emo-{step}", label);
    }

    private static string CssOf(string name, string? size, string? css) => $"i i-{name}{(size is null ? "" : $" i-{size}")}{(css is null ? "" : $" {css}")}";
}
