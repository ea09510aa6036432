using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations.Handovers;

/// <summary>What the next colleague must know so that nobody has to tell the story again, in the customer's own words.</summary>
/// <param name="Summary">How it began, the hardest moment, where it stands.</param>
/// <param name="Satisfaction">Of the customer's last words: 1 dissatisfied, 2 neutral, 3 satisfied; null when nobody may know.</param>
/// <param name="Promises">What we have said we would do, as long as it is not known to be done.</param>
/// <param name="Questions">What the customer asked and nobody answered.</param>
/// <param name="Repeats">How often the customer had to say it again.</param>
public sealed record HandoverCard(string Summary, int? Satisfaction, IReadOnlyList<HandoverPromise> Promises, IReadOnlyList<string> Questions, int Repeats)
{
    private const int MostMessages = 120;
    private const int MostLines = 5;
    private const int Longest = 200;

    public static HandoverCard Empty { get; } = new("", null, [], [], 0);

    internal static async Task<HandoverCard> OfAsync(AppDb db, Conversation conversation, CancellationToken cancel)
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == conversation.Id && (it.Kind == MessageKind.Customer || it.Kind == MessageKind.Reply) && it.Text != "")
            .OrderByDescending(it => it.At).ThenByDescending(it => it.Id).Take(MostMessages).ToListAsync(cancel);
        messages.Reverse();
        var dialogue = DialogueReader.Read([.. messages.Select(it => new DialogueTurn(it.Kind is MessageKind.Customer, it.Text, it.At))], LanguageCode.ForEngine(conversation.Language));
        return new HandoverCard(
            dialogue.Summary,
            conversation.MoodHidden ? null : dialogue.Turns.LastOrDefault(turn => turn is not null)?.Satisfaction,
            [.. dialogue.Promises.Where(it => it.Kept is not true).TakeLast(MostLines).Select(it => new HandoverPromise(Cut(it.What), it.When, it.Kept is false))],
            [.. dialogue.UnansweredQuestions.TakeLast(MostLines).Select(turn => Cut(messages[turn].Text))],
            dialogue.Repeats);
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
}

/// <param name="Broken">The customer has said that it did not happen.</param>
public sealed record HandoverPromise(string What, string? When, bool Broken);
