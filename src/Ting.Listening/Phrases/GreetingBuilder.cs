namespace Ting.Listening;

/// <param name="Name">As the person is called; in Chinese and English with the title, in Japanese without 様.</param>
/// <param name="Rank">Higher is greeted earlier.</param>
/// <param name="Distance">Smaller is greeted earlier among equals.</param>
public sealed record Greeted(string Name, int Rank = 0, bool IsLady = false, int Distance = 0);

/// <summary>
/// PHR-02: person, time of day and a word of greeting; several people are greeted by the four rules: one greeting for many, high rank before low,
/// ladies first, near before far.
/// </summary>
public static class GreetingBuilder
{
    // from here on one greeting for all
    private const int Many = 4;

    /// <param name="hour">0 to 23, where the customer is.</param>
    /// <param name="language">zh, ja or en.</param>
    public static string Build(IReadOnlyList<Greeted> people, int hour, string language)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hour, 23);
        ArgumentOutOfRangeException.ThrowIfNegative(hour);
        var spoken = LanguageOf.Known(language, "");
        var names = people.Where(person => !string.IsNullOrWhiteSpace(person.Name))
            .OrderByDescending(person => person.Rank).ThenByDescending(person => person.IsLady).ThenBy(person => person.Distance)
            .Select(person => person.Name.Trim()).ToList();
        var word = Word(hour, spoken);
        if (people.Count >= Many || (people.Count > 1 && names.Count < people.Count))
            return spoken switch { "zh" => $"各位，{word}！", "ja" => $"皆様、{word}。", _ => $"{word}, everyone." };
        if (names.Count == 0)
            return spoken switch { "zh" => $"{word}！", "ja" => $"{word}。", _ => $"{word}." };
        return spoken switch
        {
            "zh" => $"{string.Join('、', names)}，{word}！",
            "ja" => $"{string.Join('、', names.Select(name => name + "様"))}、{word}。",
            _ => $"{word}, {(names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}")}.",
        };
    }

    private static string Word(int hour, string language) => (language, hour) switch
    {
        ("zh", >= 5 and < 11) => "早上好",
        ("zh", >= 11 and < 13) => "中午好",
        ("zh", >= 13 and < 18) => "下午好",
        ("zh", _) => "晚上好",
        ("ja", >= 5 and < 11) => "おはようございます",
        ("ja", >= 11 and < 18) => "こんにちは",
        ("ja", _) => "こんばんは",
        (_, >= 5 and < 12) => "Good morning",
        (_, >= 12 and < 18) => "Good afternoon",
        _ => "Good evening",
    };
}
