using System.ComponentModel.DataAnnotations;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews;

/// <summary>What a person says about one criterion.</summary>
public sealed record SheetInput
{
    public const int LongestComment = 1000;
    public const int MostMessages = 10;

    [Required, StringLength(40)]
    public string Criterion { get; set; } = "";

    [Required]
    public CriterionVerdict? Verdict { get; set; }

    [StringLength(LongestComment)]
    public string? Comment { get; set; }

    /// <summary>The messages that it rests on.</summary>
    public IReadOnlyList<Guid>? Messages { get; set; }

    /// <summary>A whole sheet: a verdict on every criterion of the scorecard, and words where it asks for them.</summary>
    /// <param name="said">The messages of the conversation.</param>
    internal static Outcome<IReadOnlyList<CriterionResult>> Read(ScorecardContent content, IReadOnlyList<SheetInput> given, IReadOnlyList<Message> said)
    {
        var results = new List<CriterionResult>();
        foreach (var criterion in content.Criteria)
        {
            if (given.Where(it => it.Criterion == criterion.Key).ToList() is not [{ Verdict: { } verdict } input])
                return Refusal.Invalid("review.incomplete", criterion.Key);
            if (!Enum.IsDefined(verdict))
                return Refusal.Invalid("form.choice", criterion.Key);
            if (verdict is CriterionVerdict.NotApplicable && !criterion.AllowsNotApplicable)
                return Refusal.Invalid("review.always_applies", criterion.Key);
            if (input.Comment?.Length > LongestComment)
                return Refusal.Invalid("form.too_long", criterion.Key);
            if (input.Messages is { Count: > MostMessages } || input.Messages?.Any(id => !said.Any(message => message.Id == id)) is true)
                return Refusal.Invalid("review.strange_message", criterion.Key);

            var comment = string.IsNullOrWhiteSpace(input.Comment) ? null : input.Comment.Trim();
            Quote[] quotes = [.. said.Where(message => input.Messages?.Contains(message.Id) is true).Select(message => ReviewedTalk.QuoteOf(new SpokenTurn(message.Id, false, message.AuthorId, message.Text, message.At)))];
            if (verdict is CriterionVerdict.Failed && criterion.NeedsEvidence && quotes.Length == 0)
                return Refusal.Invalid("review.needs_evidence", criterion.Key);
            results.Add(new CriterionResult(criterion.Key, verdict, Quotes: quotes.Length == 0 ? null : quotes, Comment: comment));
        }

        return given.Count == results.Count ? results : Refusal.Invalid("review.strange_criterion", "results");
    }
}
