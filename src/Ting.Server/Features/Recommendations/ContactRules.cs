namespace Ting.Server.Features.Recommendations;

/// <summary>How and when somebody likes to be reached (PERS-02, OMNI-01), and when nobody should be.</summary>
internal static class ContactRules
{
    private const int QuietFrom = 21;
    private const int QuietTo = 8;
    private const int ManyMessages = 12;
    private const int EnoughTalks = 3;

    private static readonly (string Part, int From, int To, string[] Words)[] Parts =
    [
        ("morning", 8, 12, ["上午", "早上", "早晨", "午前", "朝", "morning"]),
        ("afternoon", 12, 18, ["下午", "中午", "午后", "午後", "昼", "afternoon", "noon", "lunch"]),
        ("evening", 18, 21, ["晚上", "傍晚", "夜", "夕方", "evening", "after work", "下班"]),
    ];

    public static IEnumerable<Recommendation> Of(PersonCase it)
    {
        Reason[] said = [.. it.Facts.Where(fact => fact.Attribute is "channel.like" or "channel.dislike" or "time.like" or "time.dislike").Select(RecommendationJudge.Told)];
        var (channel, times) = Habit([.. it.Talks.Select(talk => talk.Channel)]);
        var (part, when) = Habit([.. it.Talks.Select(talk => PartOf(TimeZoneInfo.ConvertTime(talk.Began, it.Zone).Hour))]);
        var because = said.ToList();
        if (channel is not null && !it.Facts.Any(fact => fact.Attribute is "channel.like"))
            because.Add(new Reason(ReasonKind.Conversations, $"channel={channel}", Number: times));
        if (part is not (null or "") && !it.Facts.Any(fact => fact.Attribute is "time.like"))
            because.Add(new Reason(ReasonKind.Conversations, $"time={part}", Number: when));
        if (because.Count > 0)
            yield return new Recommendation(RecommendationRule.ContactWay, Recommendation.KeyOf(RecommendationRule.ContactWay, because.Count), "service", "", because);

        // Long explanations suit a letter, which can be read again.
        if (it.Talks.LastOrDefault(talk => talk is { Open: true, Messages: >= ManyMessages }) is { } lengthy && it.Identities.FirstOrDefault(identity => identity.Kind is "email") is { } letter)
            yield return new Recommendation(RecommendationRule.ContactMatter, Recommendation.KeyOf(RecommendationRule.ContactMatter, lengthy.Id), "service", "", [new Reason(ReasonKind.Conversations, "messages", lengthy.LastAt, lengthy.Id, lengthy.Messages, $"/inbox/{lengthy.Number}"), new Reason(ReasonKind.Identity, letter.Kind, SourceId: letter.Id)]);
    }

    /// <summary>From nine in the evening to eight in the morning, and in a part of the day that somebody does not like to be reached in.</summary>
    public static DateTimeOffset? QuietUntil(PersonCase it)
    {
        var here = TimeZoneInfo.ConvertTime(it.At, it.Zone);
        var hours = Enumerable.Range(0, 24).Where(hour => IsQuiet(it, hour)).ToHashSet();
        if (!hours.Contains(here.Hour) || hours.Count == 24)
            return null;

        var whole = new DateTimeOffset(here.Year, here.Month, here.Day, here.Hour, 0, 0, here.Offset);
        var later = Enumerable.Range(1, 24).First(step => !hours.Contains((here.Hour + step) % 24));
        return whole.AddHours(later).ToUniversalTime();
    }

    private static bool IsQuiet(PersonCase it, int hour) =>
        hour is >= QuietFrom or < QuietTo
        || it.Facts.Any(fact => fact.Attribute is "time.dislike" && Parts.Any(part => hour >= part.From && hour < part.To && Array.Exists(part.Words, word => fact.Value.Contains(word, StringComparison.OrdinalIgnoreCase))));

    private static string PartOf(int hour) => Parts.FirstOrDefault(part => hour >= part.From && hour < part.To).Part ?? "";

    // What three of five did, three times at least.
    private static (string? Value, int Times) Habit(IReadOnlyList<string> seen) =>
        seen.GroupBy(it => it, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault() is { } most && most.Count() >= EnoughTalks && most.Count() * 5 >= seen.Count * 3
            ? (most.Key, most.Count())
            : (null, 0);
}
