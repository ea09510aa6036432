using System.Text.Json;
using System.Text.Json.Serialization;
using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>What the reply box reports of the coach's advice, read with care: it comes from a browser.</summary>
internal static class CoachLog
{
    private const int Most = 50;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) } };

    /// <param name="reason">Why a wording that blocks is sent all the same.</param>
    /// <param name="context">What the customer said last, oldest first.</param>
    public static IReadOnlyList<ReplyToConversation.CoachedFinding> Read(string? json, string? reason, string text, IReadOnlyList<string> context)
    {
        var because = string.IsNullOrWhiteSpace(reason) ? null : Cut(reason.Trim(), 500);
        var log = Parse(json).Take(Most)
            .Select(it => new ReplyToConversation.CoachedFinding(Cut(it.Rule, 60), Cut(it.Category, 40), Cut(it.Severity, 10), Cut(it.Text, 500), it.Outcome, it.Outcome is CoachOutcome.Overridden ? because : null))
            .Where(it => it.Outcome is not CoachOutcome.Overridden || it.Reason is not null)
            .ToList();
        if (because is null)
            return log;

        // Without script nobody kept a log: what blocks was overridden by giving the reason.
        foreach (var finding in Coach.Review(text, context).Findings.Where(finding => finding.Severity is Severity.Block))
        {
            if (!log.Exists(it => it.Rule == finding.Rule && it.Text == finding.Text && it.Outcome is CoachOutcome.Overridden))
                log.Add(new(Cut(finding.Rule, 60), Cut(finding.Category, 40), "block", Cut(finding.Text, 500), CoachOutcome.Overridden, because));
        }

        return log;
    }

    private static Entry[] Parse(string? json)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? [] : JsonSerializer.Deserialize<Entry[]>(json, Form) ?? [];
        }
        catch (JsonException)
        {
            return []; // a log nobody can read is no reason to keep an answer back
        }
    }

    private static string Cut(string? text, int most) => text is null ? "" : text.Length > most ? text[..most] : text;

    private sealed record Entry(string? Rule, string? Category, string? Severity, string? Text, CoachOutcome Outcome);
}
