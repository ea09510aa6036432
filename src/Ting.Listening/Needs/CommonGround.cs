namespace Ting.Listening;

/// <summary>Something that may be offered.</summary>
/// <param name="Description">What it is and does, in its own words.</param>
public sealed record Offer(string Name, string Description);

/// <summary>
/// MODE-03: where an offer does not meet the need as it was put, what the two honestly have in common. A link stands on words of both sides;
/// where either side says the opposite there is none.
/// </summary>
/// <param name="Theme">What both speak of: elderly, children, gift, travel, quiet …</param>
/// <param name="Need">The customer's words.</param>
/// <param name="Has">The offer's own words.</param>
/// <param name="Sentence">A sentence that says it and asks.</param>
public sealed record CommonGround(Offer Offer, string Theme, string Need, string Has, string Sentence)
{
    private const string Denial = "deny";

    private static readonly Lazy<Dictionary<string, string>> Sentences = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(language => language, language => KnowledgeFile.Lines("links.tsv", language).Select(line => line.Split('\t')[1]).Single()));

    /// <summary>The links between what a customer said and what there is, the offer with most of them first.</summary>
    /// <param name="messages">The customer's messages.</param>
    /// <param name="language">zh, ja or en; null to tell it from the messages.</param>
    public static IReadOnlyList<CommonGround> Between(IReadOnlyList<string> messages, IReadOnlyList<Offer> offers, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(offers);
        var spoken = LanguageOf.Known(language, string.Join('\n', messages));
        var needs = new Dictionary<string, string?>();
        foreach (var message in messages)
            foreach (var (theme, words) in Themes(message, spoken))
                needs[theme] = words is null ? null : needs.GetValueOrDefault(theme, words);

        var links = new List<CommonGround>();
        foreach (var offer in offers)
            foreach (var (theme, has) in Themes(offer.Description, spoken))
                if (has is not null && needs.GetValueOrDefault(theme) is { } need)
                    links.Add(new CommonGround(offer, theme, need, has, Sentences.Value[spoken].Replace("{need}", need, StringComparison.Ordinal)
                        .Replace("{offer}", has, StringComparison.Ordinal).Replace("{name}", offer.Name, StringComparison.Ordinal)));
        return [.. links.OrderByDescending(link => links.Count(other => other.Offer == link.Offer))];
    }

    // each theme once, with the clause that speaks of it; null where a clause speaks against it
    private static Dictionary<string, string?> Themes(string text, string language)
    {
        var folded = FoldedText.Of(text, language);
        var found = RulePatterns.For("themes.tsv", language).In(folded).Where(it => !folded.IsQuoted(it.Hit.Start)).ToList();
        var themes = new Dictionary<string, string?>();
        foreach (var (theme, hit) in found)
        {
            if (theme == Denial)
                continue;
            var (start, end) = folded.Clause(hit.Start, hit.End);
            if (found.Exists(other => other.Name == Denial && other.Hit.Start >= start && other.Hit.End <= end && !(other.Hit.Start >= hit.Start && other.Hit.End <= hit.End)))
                themes[theme] = null;
            else
                themes.TryAdd(theme, folded.OriginalSpan(start, end).Text.Trim());
        }

        return themes;
    }
}
