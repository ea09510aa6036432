using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ting.Server.Features.Reviews.Scorecards;

namespace Ting.Server.Features.Reviews.Engine;

public enum CriterionVerdict { Passed, Failed, NotEnoughEvidence, NotApplicable }

/// <summary>
/// How far the engine's verdict can be leant on. High: words that nobody should write stand there. Medium: a rule that is right in most cases, or several answers without a fault.
/// Low: few answers, or a reading of feelings.
/// </summary>
public enum Sureness { Low, Medium, High }

/// <param name="MessageId">Where it was said.</param>
/// <param name="Rule">The coach's rule that marks it; null where none does.</param>
public sealed record Quote(Guid MessageId, string Text, string? Rule = null, string? Category = null);

/// <summary>What a reviewer says about one criterion.</summary>
/// <param name="Reason">Key of the engine's reason; null when a person judged.</param>
/// <param name="Count">What the reason counts: answers looked at, or what was found.</param>
/// <param name="Sureness">Null when a person judged.</param>
/// <param name="Comment">A person's words.</param>
public sealed record CriterionResult(string Criterion, CriterionVerdict Verdict, string? Reason = null, int Count = 0, Sureness? Sureness = null, IReadOnlyList<Quote>? Quotes = null, string? Comment = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(IReadOnlyList<CriterionResult> results) => JsonSerializer.Serialize(results, Json);

    public static IReadOnlyList<CriterionResult> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<CriterionResult[]>(json, Json)!;

    /// <summary>The same without anybody's words.</summary>
    public CriterionResult Forget() => this with { Quotes = null, Comment = null };
}

/// <summary>What a sheet comes to.</summary>
/// <param name="Value">0 to 100; null when nothing could be judged.</param>
/// <param name="IsAutoFailed">A criterion failed that no other makes good.</param>
public sealed record ReviewScore(int? Value, bool IsAutoFailed)
{
    /// <summary>The weight of what passed, of the weight of what was judged. What did not apply, and what could not be told, counts neither way.</summary>
    public static ReviewScore Of(ScorecardContent content, IReadOnlyList<CriterionResult> results)
    {
        int passed = 0, judged = 0;
        var autoFailed = false;
        foreach (var result in results)
        {
            if (result.Verdict is not (CriterionVerdict.Passed or CriterionVerdict.Failed) || content.Find(result.Criterion) is not { } criterion)
                continue;
            judged += criterion.Weight;
            passed += result.Verdict is CriterionVerdict.Passed ? criterion.Weight : 0;
            autoFailed |= result.Verdict is CriterionVerdict.Failed && criterion.IsAutoFail;
        }

        return new ReviewScore(judged == 0 ? null : autoFailed ? 0 : (int)Math.Round(100.0 * passed / judged, MidpointRounding.AwayFromZero), autoFailed);
    }
}
