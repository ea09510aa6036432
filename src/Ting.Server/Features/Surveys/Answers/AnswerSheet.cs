using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ting.Server.Features.Surveys.Questionnaires;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>The answers to a questionnaire, and what follows from them: which items are asked, what is still open, how far one has come.</summary>
/// <param name="Numbers">By item; the two of a pair as <c>key.1</c> and <c>key.2</c>, weights as <c>key.section</c>.</param>
/// <param name="Words">By item.</param>
public sealed record AnswerSheet(Dictionary<string, int> Numbers, Dictionary<string, string> Words)
{
    /// <summary>"I do not know", or "I have not experienced it": an answer, and no number.</summary>
    public const int DoesNotKnow = -1;

    public const int LongestWords = 2000;

    public static AnswerSheet Empty => new([], []);

    public int? this[string key] => Numbers.TryGetValue(key, out var number) && number != DoesNotKnow ? number : null;

    /// <summary>The keys under which the answers to an item stand.</summary>
    public static IEnumerable<string> KeysOf(Questionnaire questionnaire, Item item) => item.Kind switch
    {
        ItemKind.Pair => [$"{item.Key}.1", $"{item.Key}.2"],
        ItemKind.Weights => Weighed(questionnaire).Select(section => $"{item.Key}.{section.Key}"),
        _ => [item.Key],
    };

    /// <summary>What a hundred points are shared out among: the dimensions.</summary>
    public static IEnumerable<Section> Weighed(Questionnaire questionnaire) => questionnaire.Sections.Where(section => ServqualLayout.DimensionOf(section.Key) is not null);

    public bool IsShown(Item item) => item.ShownIf is not { } condition || this[condition.Item] is { } answer && answer >= condition.From && answer <= condition.To;

    public bool IsUnknown(Questionnaire questionnaire, Item item) => KeysOf(questionnaire, item).All(key => Numbers.GetValueOrDefault(key) == DoesNotKnow);

    /// <summary>Whether nothing more is needed of it: answered in full, or said not to know.</summary>
    public bool IsDone(Questionnaire questionnaire, Item item) => item.Kind switch
    {
        ItemKind.Text => item.IsOptional || Words.ContainsKey(item.Key),
        ItemKind.Weights => item.IsOptional || IsUnknown(questionnaire, item) || KeysOf(questionnaire, item).Sum(key => this[key] ?? 0) > 0,
        _ => item.IsOptional || KeysOf(questionnaire, item).All(Numbers.ContainsKey),
    };

    /// <summary>What is asked in a section and not yet answered.</summary>
    public IReadOnlyList<Item> OpenIn(Questionnaire questionnaire, Section section) => [.. section.Items.Where(item => IsShown(item) && !IsDone(questionnaire, item))];

    /// <summary>Of what is asked for sure in a section, how much is answered.</summary>
    public (int Done, int Of) Progress(Questionnaire questionnaire, Section section)
    {
        var asked = section.Items.Where(IsShown).ToList();
        return (asked.Count(item => HasAnswer(questionnaire, item)), asked.Count);
    }

    public bool HasAnswer(Questionnaire questionnaire, Item item) =>
        item.Kind is ItemKind.Text ? Words.ContainsKey(item.Key) : item.Kind is ItemKind.Weights ? IsDone(questionnaire, item with { IsOptional = false }) : KeysOf(questionnaire, item).All(Numbers.ContainsKey);

    /// <summary>Takes what a form says about one section. What is off the scale, or not asked there, is passed over.</summary>
    /// <param name="said">A field of the form, or null when it was not sent.</param>
    public AnswerSheet Take(Questionnaire questionnaire, Section section, Func<string, string?> said)
    {
        var sheet = new AnswerSheet(new(Numbers), new(Words));
        foreach (var item in section.Items)
        {
            if (item.Kind is ItemKind.Text)
                sheet.TakeWords(item.Key, said(item.Key));
            else
                sheet.TakeNumbers(questionnaire, item, said);
        }

        // Who changes an earlier answer is not held to what followed from it.
        foreach (var item in questionnaire.Items.Where(item => !sheet.IsShown(item)))
        {
            foreach (var key in KeysOf(questionnaire, item))
                sheet.Numbers.Remove(key);
            sheet.Words.Remove(item.Key);
        }

        return sheet;
    }

    /// <summary>Of all numbers in the order of their keys; empty for fewer than ten, which many people share by chance.</summary>
    public string Fingerprint()
    {
        if (Numbers.Count < 10)
            return "";
        var written = string.Join(';', Numbers.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Key}={it.Value}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written)))[..32];
    }

    private void TakeWords(string key, string? text)
    {
        if (text is null)
            return;
        var clean = new string([.. text.Where(letter => !char.IsControl(letter) || letter is '\n')]).Trim();
        if (clean.Length == 0)
            Words.Remove(key);
        else
            Words[key] = clean.Length > LongestWords ? clean[..(char.IsHighSurrogate(clean[LongestWords - 1]) ? LongestWords - 1 : LongestWords)] : clean;
    }

    private void TakeNumbers(Questionnaire questionnaire, Item item, Func<string, string?> said)
    {
        var keys = KeysOf(questionnaire, item).ToList();
        if (said($"{item.Key}.dk") is not null)
        {
            keys.ForEach(key => Numbers[key] = DoesNotKnow);
            return;
        }

        foreach (var key in keys)
        {
            if (int.TryParse(said(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && IsOn(questionnaire, item, number))
                Numbers[key] = number;
            else if (Numbers.GetValueOrDefault(key) == DoesNotKnow)
                Numbers.Remove(key); // the tick was taken away
        }
    }

    public static bool IsOn(Questionnaire questionnaire, Item item, int number) => item.Kind switch
    {
        ItemKind.Choice => number >= 1 && number <= item.Options?.Count,
        ItemKind.Weights => number is >= 0 and <= 100,
        _ => number >= questionnaire.Scale.From && number <= questionnaire.Scale.To,
    };
}
