using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Ting.Server.Ui;

/// <summary>How much of an allowed time is used: arc and number, dashed while the clock is stopped.</summary>
public static class Ring
{
    /// <param name="share">From 0 (all time left) to 1 (used up).</param>
    /// <param name="words">At most four characters: 4:12, 3h, −12.</param>
    /// <param name="label">The whole sentence: "4 minutes left to reply".</param>
    /// <param name="state">How it is coloured.</param>
    public static MarkupString Of(double share, string words, string label, RingState state = RingState.Ok)
    {
        var css = state switch { RingState.Warn => "warn", RingState.Over => "over", RingState.Pause => "pause", _ => "ok" };
        var percent = Math.Round(Math.Clamp(state is RingState.Over ? 1 : share, 0, 1) * 100).ToString(CultureInfo.InvariantCulture);
        return new MarkupString($"<span class=\"ring ring-{css}\" style=\"--p:{percent}\" role=\"img\"{Markup.Attribute("aria-label", label)}{Markup.Attribute("title", label)}><b>{Markup.Encode(words)}</b></span>");
    }
}
