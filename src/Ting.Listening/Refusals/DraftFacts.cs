namespace Ting.Listening;

/// <summary>What a draft does, apart from what is wrong with it.</summary>
internal static class DraftFacts
{
    private static readonly string[] Techniques = ["encourage", "understanding", "content", "feeling"];

    /// <summary>The model weighs what the rule sees with the rest of the draft; where there is hardly any rest, the rule is right.</summary>
    public static bool Refuses(Draft draft) => draft.Opinion.Refusal || (RefusesByRule(draft) && draft.All("refusal").Any(draft.IsAll));

    /// <summary>A refusal word outside a question: "I can't find it; may I …?" still refuses, "can't you …?" does not.</summary>
    public static bool RefusesByRule(Draft draft)
    {
        foreach (var hit in draft.All("refusal"))
        {
            var (_, end) = draft.Text.SentenceAround(hit.Start, hit.End);
            var asks = end < draft.Text.Length && draft.Text[end] == '?';
            if (!asks || draft.Text.Clause(hit.Start, hit.End).End < end)
                return true;
        }

        return false;
    }

    /// <summary>LIS-09: feeling (their position), content, understanding, encourage, ask or offer; null when the feeling goes unanswered.</summary>
    public static string? Empathy(Draft draft) =>
        draft.Opinion.Empathy ? EmpathyByRule(draft) ?? "considerFromTheirPosition" : draft.Opinion.MayFeel ? EmpathyByRule(draft) : null;

    public static string? EmpathyByRule(Draft draft)
    {
        foreach (var technique in Techniques)
            if (draft.Has($"empathy.{technique}"))
                return technique switch
                {
                    "feeling" => "considerFromTheirPosition",
                    "content" => "respondToContent",
                    "understanding" => "stateOwnUnderstanding",
                    _ => "encourageDisclosure",
                };
        return null;
    }

    /// <summary>The draft takes up what the customer said: enough of its letters come back, in other order or words between.</summary>
    public static bool Paraphrases(Draft draft) => Shared(draft) >= (draft.Language == "en" ? 2 : 3);

    /// <summary>How much of the customer's last message comes back: words in English, pairs of letters elsewhere.</summary>
    public static int Shared(Draft draft)
    {
        if (draft.Context.Count == 0)
            return 0;
        var said = FoldedText.Of(draft.Context[^1], draft.Language);
        return draft.Language == "en" ? SharedWords(draft.Text, said) : SharedPairs(draft.Text, said);
    }

    private static int SharedPairs(FoldedText draft, FoldedText said)
    {
        var pairs = new HashSet<int>();
        for (var at = 0; at + 1 < said.Length; at++)
            if (IsContent(said[at]) && IsContent(said[at + 1]))
                pairs.Add((said[at] << 16) | said[at + 1]);
        var shared = 0;
        for (var at = 0; at + 1 < draft.Length; at++)
            shared += pairs.Remove((draft[at] << 16) | draft[at + 1]) ? 1 : 0;
        return shared;
    }

    private static int SharedWords(FoldedText draft, FoldedText said)
    {
        var words = new HashSet<string>();
        foreach (var (start, end) in Words(said))
            words.Add(said.Chars[start..end].ToString());
        var shared = 0;
        foreach (var (start, end) in Words(draft))
            shared += words.Remove(draft.Chars[start..end].ToString()) ? 1 : 0;
        return shared;
    }

    private static IEnumerable<(int Start, int End)> Words(FoldedText text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
                at++;
            if (at - start >= 5)
                yield return (start, at);
        }
    }

    // kana and the commonest characters join words; they do not carry them
    private static bool IsContent(char letter) =>
        (letter is >= '\u4e00' and <= '\u9fff' && !"的了是我你您们在有不这那就都也很吗".Contains(letter, StringComparison.Ordinal)) || letter is >= '\u30a1' and <= '\u30f6' || char.IsAsciiLetterOrDigit(letter);
}
