using Ting.Listening;
using Ting.Server.Features.Policies;

namespace Ting.Server.Features.Reviews.Engine;

/// <param name="AuthorId">The agent; null for the customer and for programs.</param>
/// <param name="Felt">What an agent put right about the customer's feeling; it counts before the engine's reading.</param>
public sealed record SpokenTurn(Guid MessageId, bool IsCustomer, Guid? AuthorId, string Text, DateTimeOffset At, Emotion? Felt = null);

/// <summary>A conversation as the criteria look at it: read once as a whole, and each answer of the agent as the live coach reads a draft.</summary>
internal sealed class ReviewedTalk
{
    private const int MostContext = 6; // as the live coach
    private const int MostQuotes = 3;
    private const int LongestQuote = 200;

    /// <param name="policy">What was decided about the words of answers; null to leave that aside.</param>
    public ReviewedTalk(IReadOnlyList<SpokenTurn> turns, Guid? agentId, string? language, PolicyInForce? policy = null)
    {
        Turns = turns;
        IsUnderPolicy = policy is { SpeaksOfWords: true };
        Whole = DialogueReader.Read([.. turns.Select(turn => new DialogueTurn(turn.IsCustomer, turn.Text, turn.At, turn.Felt))], language, model: null, out var coached);
        var (context, replies) = (new List<string>(), new List<string>());
        var answers = new List<(SpokenTurn, Coaching, IReadOnlyList<Finding>)>();
        foreach (var (at, turn) in turns.Index())
        {
            if (turn.IsCustomer)
            {
                context.Add(turn.Text);
                continue;
            }

            if (agentId is not null && turn.AuthorId == agentId)
            {
                string[] before = [.. context.TakeLast(MostContext)];
                var coaching = context.Count <= DialogueReader.CoachedContext ? coached[at]! : Coach.Review(turn.Text, before); // with as little before it, the dialogue has read it already
                var against = IsUnderPolicy ? policy!.Review(turn.Text, before, [.. replies.TakeLast(PolicyInForce.LastReplies), .. InOneBreath(at + 1)]) : [];
                answers.Add((turn, coaching, against.Count == 0 ? coaching.Findings : [.. coaching.Findings, .. against]));
            }

            replies.Add(turn.Text);
        }

        Answers = answers;

        // who greets in one message and says sorry in the next has said it first
        IEnumerable<string> InOneBreath(int from) => turns.Skip(from).TakeWhile(turn => !turn.IsCustomer).Select(turn => turn.Text);
    }

    public IReadOnlyList<SpokenTurn> Turns { get; }

    public Dialogue Whole { get; }

    /// <summary>Something was decided here about the words of answers.</summary>
    public bool IsUnderPolicy { get; }

    /// <summary>What the agent who is reviewed wrote, what the coach says of it, and what speaks against it: of the coach and of the policies.</summary>
    public IReadOnlyList<(SpokenTurn Turn, Coaching Coaching, IReadOnlyList<Finding> Findings)> Answers { get; }

    /// <summary>Whose conversation it was: whoever answered most, the later one of two. Null when no agent wrote.</summary>
    public static Guid? MainAgent(IReadOnlyList<SpokenTurn> turns) =>
        turns.Where(turn => turn is { IsCustomer: false, AuthorId: not null })
            .GroupBy(turn => turn.AuthorId!.Value)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Max(turn => turn.At)).ThenBy(group => group.Key)
            .Select(group => (Guid?)group.Key).FirstOrDefault();

    public static IReadOnlyList<Quote> Quotes(IEnumerable<Quote> all) => [.. all.Take(MostQuotes)];

    public static Quote QuoteOf(SpokenTurn turn) => new(turn.MessageId, Cut(turn.Text));

    public static Quote QuoteOf(SpokenTurn turn, Finding finding) => new(turn.MessageId, Cut(finding.Text), finding.Rule, finding.Category);

    public static Quote QuoteOf(SpokenTurn turn, string words) => new(turn.MessageId, Cut(words));

    private static string Cut(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)];
}
