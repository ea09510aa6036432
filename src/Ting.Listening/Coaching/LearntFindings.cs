namespace Ting.Listening;

/// <summary>
/// LANG-01, -08, -09, -15 and ASK-04, -06 where no list of phrases reaches: what the trained model objects to, in the sentence whose words speak
/// most for it. It hints, or warns where it is sure, and never blocks; a block needs words that stand in the phrase file.
/// </summary>
internal sealed class LearntFindings : IDraftRule
{
    // a no, or an advice, without a word of either
    private const double Plainly = 0.3;

    // most questions are the best thing to do: one is objected to only where little else comes into question
    private const double Forbidden = 0.5;

    private static readonly Lazy<Dictionary<string, Dictionary<string, (string Calm, string Upset)>>> Suggestions = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("suggestions.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => (parts[1], parts[2]))));

    public void Check(Draft draft, List<Mark> marks)
    {
        if (draft.Opinion.Bad < Certainty.Hint(draft) || (draft.Opinion.Empathy && !draft.Has("contradiction") && draft.Opinion.Bad < Certainty.VeryBad))
            return; // whoever names the customer's feeling speaks of what is bad without being so

        // a phrase that is wrong wherever it stands says all there is to say
        if (marks.Exists(mark => mark is { Sure: true, Severity: not Severity.Hint }))
            return;
        foreach (var (category, share) in draft.Opinion.Categories(category => Possible(category, draft)))
        {
            if (marks.Exists(mark => mark.Category == category))
                continue;
            var (start, end) = draft.Opinion.Sentence(category);
            if (!draft.IsSpared(start, end))
                marks.Add(new Mark(Rule(category), category, Certainty.Warns(draft.Opinion.Bad, category, share) ? Severity.Warn : Severity.Hint, start, end, Suggestion(category, draft)));
        }
    }

    /// <summary>What may stand in place of a sentence, or of the whole draft; who is upset hears first that we are sorry.</summary>
    public static string Suggestion(string category, Draft draft)
    {
        var (calm, upset) = Suggestions.Value[draft.Language][category];
        return draft.Customer is { Sentiment: Sentiment.Negative } && !draft.Has("apology") ? upset : calm;
    }

    // a question that ends the talk is one, and the whole of what is said
    private static bool Possible(string category, Draft draft) => category switch
    {
        "conversationEndingQuestion" => !draft.IsMidway && ConversationEndingQuestion.IsOne(draft),
        "forbiddenQuestion" => draft.Opinion.Of(category) >= Forbidden && QuestionReader.ByRule(draft) is not null and not QuestionType.Service && !draft.CustomerShows("price"),
        "negation" => draft.Opinion.Refusal || draft.Has("refusal") || draft.Has("contradiction") || draft.Opinion.Of(category) >= Plainly,
        "noReason" => !draft.GivesReason && (draft.Opinion.Refusal || draft.Has("refusal") || draft.Has("contradiction") || draft.Has("recommend") || draft.Opinion.Of(category) >= Plainly),
        _ => true,
    };

    private static string Rule(string category) => category switch
    {
        "noReason" => "LANG-09",
        "blame" => "LANG-15",
        "command" => "LANG-03.2",
        "companyImage" => "LANG-08",
        "forbiddenQuestion" => "ASK-06",
        "conversationEndingQuestion" => "ASK-04",
        _ => $"LANG-01.{category}",
    };
}
