namespace Ting.Cli.Models;

/// <summary>Some files of a corpus, and how much of them is kept back: measured by itself and never learned from.</summary>
/// <param name="Percent">Per cent of the situations kept back.</param>
/// <param name="Every">Kept back are the situations whose number divides by this; 0 for none.</param>
internal sealed record RecipePart(string Name, IReadOnlyList<string> Files, int Percent, int Every)
{
    /// <summary>The situation is one of those kept back.</summary>
    public bool KeepsBack(string situation, uint chance) =>
        chance % 100 < Percent || (Every > 0 && Number(situation) is { } number && number % Every == 0);

    // "ja-0031" is the thirty-first
    private static int? Number(string id)
    {
        var digits = id.Split('-', 3);
        return digits.Length > 1 && int.TryParse(digits[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
