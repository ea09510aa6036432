using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ting.Listening;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>
/// How the engine looks at a criterion beside the coach's rules. People: only a person can tell. The others are measured on the whole conversation,
/// or on those answers that promise or refuse something.
/// </summary>
public enum CriterionCheck { Rules, People, FeelingsAnswered, TakenUp, NotAskedTwice, QuestionsAnswered, PromisesDated, RefusalsExplained, Recovered }

/// <summary>What a criterion says of the service (SQ-01). Procedural: the method, whether the way of doing it was followed. Personal: attitude, behaviour and language in contact.</summary>
public enum CriterionAxis { Procedural, Personal }

/// <summary>What a conversation is looked at for: sections of weighted criteria, every sentence in three languages. The shipped scorecard and published editions are this, as data.</summary>
public sealed record ScorecardContent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    public IReadOnlyList<ScoreSection> Sections { get; init; } = [];

    [JsonIgnore]
    public IEnumerable<Criterion> Criteria => Sections.SelectMany(section => section.Criteria);

    public Criterion? Find(string key) => Criteria.FirstOrDefault(criterion => criterion.Key == key);

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <returns>Null when it is no scorecard.</returns>
    public static ScorecardContent? Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ScorecardContent>(json, Json);
            return read is null || read.Sections.Any(section => section is null || section.Criteria.Any(criterion => criterion is null || criterion.Rules.Any(rule => rule is null))) ? null : read;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same with one criterion changed, or taken out for null.</summary>
    public ScorecardContent With(string key, Func<Criterion, Criterion?> change) => this with
    {
        Sections = [.. Sections.Select(section => section with { Criteria = [.. section.Criteria.Select(it => it.Key == key ? change(it) : it).OfType<Criterion>()] })],
    };

    /// <summary>The same with one criterion a place earlier or later; over the edge of a section it goes into the next one.</summary>
    public ScorecardContent Move(string key, int by) => this with
    {
        Sections = [.. Sections.Zip(Parted.Move(Sections.Select(section => section.Criteria), it => it.Key == key, by), (section, criteria) => section with { Criteria = criteria })],
    };
}

/// <param name="Key">Stable over editions.</param>
public sealed record ScoreSection(string Key, Wording Name, IReadOnlyList<Criterion> Criteria);

/// <param name="Key">Stable over editions: results are kept under it.</param>
/// <param name="Text">What is expected, as one sentence.</param>
/// <param name="Weight">Against the other criteria, 1 to 100.</param>
public sealed record Criterion(string Key, Wording Text, int Weight)
{
    /// <summary>What to look for; empty for nothing more.</summary>
    public Wording Guide { get; init; } = Wording.None;

    /// <summary>Where this fails, the whole review scores 0.</summary>
    public bool IsAutoFail { get; init; }

    /// <summary>There are conversations that give no occasion for it.</summary>
    public bool AllowsNotApplicable { get; init; } = true;

    /// <summary>A person who fails it has to quote the words it rests on.</summary>
    public bool NeedsEvidence { get; init; }

    public CriterionCheck Check { get; init; } = CriterionCheck.Rules;

    /// <summary>Null where nobody has said: what ships under the same key counts then, and else the criterion stands on neither axis.</summary>
    public CriterionAxis? Axis { get; init; }

    /// <summary>The coach's rules that speak against it: LANG-01 means LANG-01.negation too. POL-01 is what was decided in the service policies.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>It asks for nothing but what the service policies say.</summary>
    [JsonIgnore]
    public bool IsOfPolicies => Rules.Count > 0 && Rules.All(it => it is "POL-01" or PolicyCheck.ApologyRule or PolicyCheck.TrustRule);

    /// <summary>The course of the academy that trains it; null for none.</summary>
    public string? Course { get; init; }

    public bool IsBrokenBy(string rule) =>
        Rules.Any(it => rule.StartsWith(it, StringComparison.Ordinal) && (rule.Length == it.Length || rule[it.Length] == '.'));
}
