namespace Ting.Server.Features.Conversations;

/// <summary>Finds the names that a note calls with @.</summary>
internal static class NoteMentions
{
    /// <returns>The whole text in order; the parts that are @names are marked.</returns>
    public static IEnumerable<(string Text, bool IsName)> Of(string text, IEnumerable<string> names)
    {
        string[] known = [.. names.Where(name => name.Length > 0).Distinct().OrderByDescending(name => name.Length)];
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('@' or '＠') || Array.Find(known, name => string.Compare(text, at + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0) is not { } called)
                continue;
            if (at > start)
                yield return (text[start..at], false);
            yield return (text.Substring(at, called.Length + 1), true);
            at += called.Length;
            start = at + 1;
        }

        if (start < text.Length)
            yield return (text[start..], false);
    }
}
