namespace Ting.Listening;

/// <summary>Puts the picture of a customer together, message by message.</summary>
internal sealed class CustomerPictureReader(string language, string explainIn)
{
    private static readonly Lazy<Dictionary<string, Dictionary<CustomerType, string>>> Handling = new(() =>
        ((string[])["zh", "ja", "en"]).ToDictionary(
            language => language,
            language => KnowledgeFile.Lines("handling.tsv", language).Select(line => line.Split('\t')).ToDictionary(parts => Enum.Parse<CustomerType>(parts[0], ignoreCase: true), parts => parts[1])));

    private readonly List<CustomerTrait> _types = [];
    private readonly List<NeedShown> _needs = [];
    private readonly List<DemandMade> _demands = [];
    private readonly List<ValueJudged> _values = [];

    public CustomerPicture Picture => new(_types, _needs, _demands, _values);

    /// <param name="message">The number it goes by.</param>
    public void Add(int message, string text, Reading reading)
    {
        if (TypeOf(reading) is { } type)
            Add(type, message, reading.Evidence["mode"][0].Text);

        var folded = FoldedText.Of(text, language);
        foreach (var (name, hit) in RulePatterns.For("picture.tsv", language).In(folded))
        {
            if (folded.IsQuoted(hit.Start))
                continue;
            var (start, end) = folded.WholeWords(hit.Start, hit.End);
            Add(name, message, folded.OriginalSpan(start, end).Text, reading.Sentiment);
        }
    }

    // a mode that words ask for is a way of being; the one that suits nearly everybody says nothing of it
    private static CustomerType? TypeOf(Reading reading) => !reading.Evidence.ContainsKey("mode") ? null : reading.Mode switch
    {
        Mode.Explication => CustomerType.LimitedUnderstanding,
        Mode.Commentary => CustomerType.FixedIdeas,
        Mode.Description => CustomerType.Sceptical,
        _ => null,
    };

    private void Add(string name, int message, string words, Sentiment judgement)
    {
        var (kind, label) = (name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        switch (kind)
        {
            case "type":
                Add(Enum.Parse<CustomerType>(label, ignoreCase: true), message, words);
                break;
            case "need":
                Add(Enum.Parse<NeedKind>(label, ignoreCase: true), message, words);
                break;
            case "demand":
                var demand = Enum.Parse<Demand>(label, ignoreCase: true);
                if (!_demands.Exists(it => it.Demand == demand))
                    _demands.Add(new DemandMade(demand, message, words));
                break;
            default:
                var aspect = Enum.Parse<ValueAspect>(label, ignoreCase: true);
                if (!_values.Exists(it => it.Aspect == aspect))
                    _values.Add(new ValueJudged(aspect, judgement, message, words));
                break;
        }
    }

    private void Add(CustomerType type, int message, string words)
    {
        if (!_types.Exists(it => it.Type == type))
            _types.Add(new CustomerTrait(type, message, words, Handling.Value[explainIn][type]));
    }

    private void Add(NeedKind kind, int message, string words)
    {
        if (!_needs.Exists(it => it.Kind == kind))
            _needs.Add(new NeedShown(kind, message, words));
    }
}
