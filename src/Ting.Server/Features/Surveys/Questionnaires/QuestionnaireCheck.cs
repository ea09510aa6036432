using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>What a questionnaire has to be before it can be kept, and before customers may see it.</summary>
internal static class QuestionnaireCheck
{
    public const int MostSections = 12;
    public const int MostItems = 60;
    public const int MostOptions = 12;
    public const int LongestSentence = 500;

    /// <summary>What may stand in a draft: whole in shape, perhaps not yet in words.</summary>
    public static Refusal? Draft(Questionnaire it)
    {
        var items = it.Items.ToList();
        if (!Enum.IsDefined(it.Kind) || items.Exists(item => !Enum.IsDefined(item.Kind)))
            return Refusal.Invalid("form.choice", "kind");
        if (it.Sections.Count > MostSections || items.Count > MostItems || items.Exists(item => item.Options?.Count > MostOptions))
            return Refusal.Invalid("questionnaire.too_long", "sections");
        if (it.Scale.From is < 0 or > 1 || it.Scale.To > 10 || it.Scale.To <= it.Scale.From || it.Scale.Labels?.Count > it.Scale.To - it.Scale.From + 1)
            return Refusal.Invalid("questionnaire.scale", "scale");
        if (!AreKeys([.. items.Select(item => item.Key)]) || !AreKeys([.. it.Sections.Select(section => section.Key)]))
            return Refusal.Invalid("questionnaire.keys", "sections");
        if (Words(it).Any(words => words.Longest > LongestSentence || HasControl(words)))
            return Refusal.Invalid("form.too_long", "sections");
        return Conditions(it, items);
    }

    /// <summary>What customers may see: every sentence in three languages, and as much as its kind needs to be counted.</summary>
    public static Refusal? Published(Questionnaire it)
    {
        if (Draft(it) is { } refusal)
            return refusal;
        if (!it.Items.Any())
            return Refusal.Conflict("questionnaire.empty");
        if (it.Items.Any(item => item.Kind is ItemKind.Pair) && it.Pair is null || it.Items.Any(item => item.Kind is ItemKind.Choice && item.Options is not { Count: >= 2 }))
            return Refusal.Conflict("questionnaire.incomplete");
        if (Required(it).Any(words => !words.IsComplete) || Words(it).Any(words => !words.IsEmpty && !words.IsComplete))
            return Refusal.Conflict("questionnaire.untranslated");
        return Fits(it) ? null : Refusal.Conflict("questionnaire.kind");
    }

    // A figure that is called CSAT has to be what everybody calls CSAT.
    private static bool Fits(Questionnaire it)
    {
        var scale = (it.Scale.From, it.Scale.To);
        return it.Kind switch
        {
            SurveyKind.Csat => scale is (1, 5) && First(it) is ItemKind.Rating,
            SurveyKind.Nps => scale is (0, 10) && First(it) is ItemKind.Rating,
            SurveyKind.Ces => scale is (1, 7) && First(it) is ItemKind.Rating,
            SurveyKind.Kano => scale is (1, 5) && it.Items.Any(item => item.Kind is ItemKind.Pair),
            SurveyKind.Servqual => it.Scale.From == 1 && ServqualLayout.Of(it) is not null,
            _ => true,
        };
    }

    private static ItemKind First(Questionnaire it) => it.Items.First().Kind;

    private static Refusal? Conditions(Questionnaire it, List<Item> items)
    {
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at].ShownIf is { } condition
                && (condition.From > condition.To || !items.Take(at).Any(earlier => earlier.Key == condition.Item && earlier.Kind is ItemKind.Rating or ItemKind.Choice)))
                return Refusal.Invalid("questionnaire.condition", items[at].Key);
        }

        return it.Items.Count(item => item.Kind is ItemKind.Weights) > 1 ? Refusal.Invalid("questionnaire.weights", "sections") : null;
    }

    private static bool AreKeys(List<string> keys) =>
        keys.TrueForAll(key => key.Length is > 0 and <= 40 && key.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')) && keys.Distinct().Count() == keys.Count;

    private static bool HasControl(Wording words) => string.Concat(words.Zh, words.Ja, words.En).Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r');

    private static IEnumerable<Wording> Required(Questionnaire it) =>
        it.Items.Select(item => item.Text).Concat(it.Sections.Where(_ => it.Sections.Count > 1).Select(section => section.Name)).Append(it.Title).Append(it.Thanks);

    private static IEnumerable<Wording> Words(Questionnaire it)
    {
        var pair = it.Pair is { } names ? [names.First, names.FirstHint, names.Second, names.SecondHint] : Array.Empty<Wording>();
        return [
            it.Title, it.Intro, it.Thanks, it.Scale.Low, it.Scale.High, .. it.Scale.Labels ?? [], .. pair,
            .. it.Sections.SelectMany(section => (Wording[])[section.Name, section.Lead, section.Tip]),
            .. it.Items.SelectMany(item => (Wording[])[item.Text, item.Name, item.Second ?? Wording.None, .. item.Options ?? []]),
        ];
    }
}
