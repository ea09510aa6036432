using Ting.Listening.Text;

namespace Ting.Server.Features.Academy.Courses;

/// <summary>One thing that can be said in several ways, as the course files write it: <c>by Friday|before…weekend</c>.</summary>
public sealed class Phrasing
{
    private const char Gap = '…';
    private const int MostShown = 3;

    private readonly (string Written, string[] Parts)[] _ways;

    private Phrasing((string, string[])[] ways) => _ways = ways;

    /// <summary>A few of the ways, for a learner who said none of them.</summary>
    public string Shown => string.Join(" · ", _ways.Take(MostShown).Select(way => way.Written));

    /// <param name="written">Ways parted by |; in a way, … stands for whatever comes between its parts.</param>
    public static Phrasing Of(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return new Phrasing([.. written.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(way => (way.Trim(), way.Split(Gap).Select(SearchTerms.Fold).ToArray()))]);
    }

    public bool IsIn(string text) => In(text) is not null;

    /// <returns>The first way that the text holds, whatever its case and width; null when it holds none.</returns>
    public string? In(string text)
    {
        var folded = SearchTerms.Fold(text);
        return _ways.FirstOrDefault(way => Holds(folded, way.Parts)).Written;
    }

    private static bool Holds(string text, string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += part.Length;
        }

        return true;
    }
}
