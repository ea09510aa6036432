using Ting.Listening;

namespace Ting.Server.Features.Phrases;

/// <param name="Language">zh-Hans, ja or en.</param>
public sealed record SuggestedPhrase(string Text, string Language);

/// <summary>What might be said next to somebody who feels and needs what a reading says: first what answers the feeling, then the standard phrases that fit.</summary>
public static class SuggestPhrases
{
    private const int Most = 5;

    /// <param name="language">The customer's: zh-Hans, ja or en.</param>
    public static IReadOnlyList<SuggestedPhrase> For(Reading reading, string language, string name)
    {
        var spoken = language == "zh-Hans" ? "zh" : language;
        string[] categories = reading.Emotion switch
        {
            Emotion.Angry or Emotion.Dissatisfied or Emotion.Frustrated => ["apology", "response"],
            Emotion.Anxious or Emotion.Confused or Emotion.Hesitant => ["response", "inquiry"],
            Emotion.Satisfied or Emotion.Grateful => ["thanks", "welcomeAndFarewell"],
            _ => ["inquiry", "response"],
        };
        var standard = PhraseLibrary.For(spoken).Where(phrase => categories.Contains(phrase.Category) && (name.Length > 0 || !phrase.Text.Contains("{name}", StringComparison.Ordinal)))
            .OrderBy(phrase => Array.IndexOf(categories, phrase.Category))
            .Select(phrase => phrase.Text.Replace("{name}", FormOfAddress.Of(name, spoken), StringComparison.Ordinal));
        return [.. standard.Prepend(NextPhrase.Suggest(reading, spoken, name)).Distinct().Take(Most).Select(text => new SuggestedPhrase(text, language))];
    }
}
