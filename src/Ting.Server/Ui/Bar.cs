namespace Ting.Server.Ui;

/// <param name="Share">Length from 0 to 1.</param>
/// <param name="Shown">The value in words: "41", "12 %".</param>
/// <param name="Href">Opens the rows behind it.</param>
/// <param name="Level">An emotion step from −2 to +2, to draw it in that colour with its shape.</param>
public sealed record Bar(string Label, double Share, string Shown, string? Href = null, int? Level = null);
