using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>What a scorecard has to be before it can be kept, and before conversations are reviewed by it.</summary>
internal static class ScorecardRules
{
    public const int MostSections = 12;
    public const int MostCriteria = 60;
    public const int MostRules = 20;
    public const int LongestSentence = 500;
    public const int LongestRule = 40;

    /// <summary>What may stand in a draft: whole in shape, perhaps not yet in words.</summary>
    public static Refusal? Draft(ScorecardContent it)
    {
        var criteria = it.Criteria.ToList();
        if (criteria.Exists(criterion => !Enum.IsDefined(criterion.Check)))
            return Refusal.Invalid("form.choice", "check");
        if (criteria.Exists(criterion => criterion.Axis is { } axis && !Enum.IsDefined(axis)))
            return Refusal.Invalid("form.choice", "axis");
        if (it.Sections.Count > MostSections || criteria.Count > MostCriteria || criteria.Exists(criterion => criterion.Rules.Count > MostRules))
            return Refusal.Invalid("scorecard.too_long", "sections");
        if (criteria.Exists(criterion => criterion.Weight is < 1 or > 100))
            return Refusal.Invalid("scorecard.weight", "weight");
        if (!AreKeys([.. criteria.Select(criterion => criterion.Key)]) || !AreKeys([.. it.Sections.Select(section => section.Key)]))
            return Refusal.Invalid("scorecard.keys", "sections");
        if (criteria.Exists(criterion => criterion.Course is { Length: 0 or > 40 } || criterion.Rules.Any(rule => !IsRule(rule))))
            return Refusal.Invalid("scorecard.rules", "rules");
        return Words(it).Any(words => words.Longest > LongestSentence || HasControl(words)) ? Refusal.Invalid("form.too_long", "sections") : null;
    }

    /// <summary>What conversations may be reviewed by: every sentence in three languages, and a rule wherever the coach is to judge.</summary>
    public static Refusal? Published(ScorecardContent it)
    {
        if (Draft(it) is { } refusal)
            return refusal;
        if (!it.Criteria.Any())
            return Refusal.Conflict("scorecard.empty");
        if (it.Criteria.Any(criterion => criterion.Check is CriterionCheck.Rules && criterion.Rules.Count == 0))
            return Refusal.Conflict("scorecard.without_rules");
        return it.Criteria.Any(criterion => !criterion.Text.IsComplete) || Words(it).Any(words => !words.IsEmpty && !words.IsComplete) ? Refusal.Conflict("scorecard.untranslated") : null;
    }

    private static bool IsRule(string rule) => rule.Length is > 0 and <= LongestRule && rule.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');

    private static bool AreKeys(List<string> keys) =>
        keys.TrueForAll(key => key.Length is > 0 and <= 40 && key.All(letter => letter is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')) && keys.Distinct().Count() == keys.Count;

    private static bool HasControl(Wording words) => string.Concat(words.Zh, words.Ja, words.En).Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r');

    private static IEnumerable<Wording> Words(ScorecardContent it) =>
        it.Sections.Select(section => section.Name).Concat(it.Criteria.SelectMany(criterion => (Wording[])[criterion.Text, criterion.Guide]));
}
