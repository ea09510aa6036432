using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>What a questionnaire measures, and so how its answers are counted.</summary>
public enum SurveyKind { Csat, Nps, Ces, Servqual, Kano, Employee, Touchpoint, Custom, SelfAssessment }

public static class SurveyKinds
{
    /// <summary>Answered by colleagues: anonymous from the start, and never sent to customers.</summary>
    public static bool IsForColleagues(this SurveyKind kind) => kind is SurveyKind.Employee or SurveyKind.SelfAssessment;
}

/// <summary>Rating: one place on the scale; pair: two, such as expected and perceived; choice: one of its options; text: own words; weights: a hundred points shared out among the sections.</summary>
public enum ItemKind { Rating, Pair, Choice, Text, Weights }

/// <summary>An instrument: sections of items on one scale, with every sentence in three languages. Templates and published versions are this, as data.</summary>
public sealed record Questionnaire
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public SurveyKind Kind { get; init; } = SurveyKind.Custom;
    public Wording Title { get; init; } = Wording.None;
    public Wording Intro { get; init; } = Wording.None;
    public Wording Thanks { get; init; } = Wording.None;
    public Scale Scale { get; init; } = new(1, 5, Wording.None, Wording.None);

    /// <summary>What the two answers of a pair are called; null where there are no pairs.</summary>
    public PairNames? Pair { get; init; }

    public IReadOnlyList<Section> Sections { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<Item> Items => Sections.SelectMany(section => section.Items);

    public Item? Find(string key) => Items.FirstOrDefault(item => item.Key == key);

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <returns>Null when it is no questionnaire.</returns>
    public static Questionnaire? Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Questionnaire>(json, Json);
            return read is null || read.Sections.Any(section => section is null || section.Items.Any(item => item is null || item.Options?.Any(option => option is null) is true)) ? null : read;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same with one item changed, or taken out for null.</summary>
    public Questionnaire With(string key, Func<Item, Item?> change) => this with
    {
        Sections = [.. Sections.Select(section => section with { Items = [.. section.Items.Select(item => item.Key == key ? change(item) : item).OfType<Item>()] })],
    };

    /// <summary>The same with one item a place earlier or later; over the edge of a section it goes into the next one.</summary>
    public Questionnaire Move(string key, int by) => this with
    {
        Sections = [.. Sections.Zip(Parted.Move(Sections.Select(section => section.Items), it => it.Key == key, by), (section, items) => section with { Items = items })],
    };
}

/// <param name="From">The lowest answer: 0 or 1.</param>
/// <param name="To">The highest.</param>
/// <param name="Low">What the lowest means.</param>
/// <param name="High">What the highest means.</param>
/// <param name="Labels">Words for each place, where each has its own.</param>
public sealed record Scale(int From, int To, Wording Low, Wording High, IReadOnlyList<Wording>? Labels = null)
{
    [JsonIgnore]
    public IEnumerable<int> Points => Enumerable.Range(From, Math.Max(0, To - From + 1));

    public Wording? LabelOf(int point) => Labels is { } labels && point - From >= 0 && point - From < labels.Count ? labels[point - From] : null;
}

/// <summary>What the two answers of a pair are called, and what each asks.</summary>
public sealed record PairNames(Wording First, Wording FirstHint, Wording Second, Wording SecondHint);

/// <param name="Key">Stable; of a SERVQUAL questionnaire the name of the dimension.</param>
/// <param name="Name">Short, for the progress bar and the results.</param>
public sealed record Section(string Key, Wording Name, IReadOnlyList<Item> Items)
{
    /// <summary>The heading of its page; empty for none.</summary>
    public Wording Lead { get; init; } = Wording.None;

    /// <summary>What to mind while answering; empty for nothing.</summary>
    public Wording Tip { get; init; } = Wording.None;
}

/// <param name="Key">Stable over versions: answers are kept under it.</param>
/// <param name="Text">The statement or question.</param>
public sealed record Item(string Key, ItemKind Kind, Wording Text)
{
    /// <summary>Short, for results; empty where the text is short enough.</summary>
    public Wording Name { get; init; } = Wording.None;

    /// <summary>The second question of a pair, where its wording differs from the first.</summary>
    public Wording? Second { get; init; }

    /// <summary>Worded negatively: agreement is bad.</summary>
    public bool IsReversed { get; init; }

    /// <summary>May be passed over without saying so.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What it is about beside its section: transaction, overall, outcome, process, or one of the five factors of satisfaction.</summary>
    public string? Facet { get; init; }

    /// <summary>Of a choice, numbered from 1.</summary>
    public IReadOnlyList<Wording>? Options { get; init; }

    [JsonIgnore]
    public Wording Label => Name.IsEmpty ? Text : Name;

    /// <summary>Asked only where an earlier answer lies between two values; null for always.</summary>
    public Condition? ShownIf { get; init; }
}

/// <summary>An earlier item was answered from <paramref name="From"/> to <paramref name="To"/>.</summary>
public sealed record Condition(string Item, int From, int To);
