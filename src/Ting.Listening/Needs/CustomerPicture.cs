namespace Ting.Listening;

/// <summary>The seven types of NEED-13.</summary>
public enum CustomerType { Impatient, Introverted, OtherCulture, LimitedUnderstanding, FixedIdeas, Direct, Sceptical }

/// <summary>The three kinds of need of NEED-01: what must simply work, what was expected before, and what lies below the words.</summary>
public enum NeedKind { Basic, Expected, Latent }

/// <summary>The four things customers ask of a company (NEED-06).</summary>
public enum Demand { SafeAndReliable, QuickAndEfficient, Professional, Sincere }

/// <summary>The four parts that perceived value is made of (NEED-09).</summary>
public enum ValueAspect { Function, Quality, Price, Service }

/// <summary>What a customer's words show of the person and of what they look for. Each kind stands once, with the words that showed it first.</summary>
public sealed record CustomerPicture(
    IReadOnlyList<CustomerTrait> Types, IReadOnlyList<NeedShown> Needs, IReadOnlyList<DemandMade> Demands, IReadOnlyList<ValueJudged> Values)
{
    /// <param name="messages">The customer's messages, oldest first.</param>
    /// <param name="language">zh, ja or en; null to tell it from the messages.</param>
    /// <param name="explainIn">The language of the advice; null for the messages'.</param>
    /// <param name="model">Null for the shipped one.</param>
    public static CustomerPicture Of(IReadOnlyList<string> messages, string? language = null, string? explainIn = null, MessageModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var spoken = LanguageOf.Known(language, string.Join('\n', messages));
        var reader = new CustomerPictureReader(spoken, LanguageOf.Known(explainIn ?? spoken, ""));
        for (var at = 0; at < messages.Count; at++)
            reader.Add(at, messages[at], Listener.Read(messages[at], spoken, model));
        return reader.Picture;
    }
}

/// <param name="Message">Which message showed it, from 0; in a dialogue, which turn.</param>
/// <param name="Words">As the customer wrote them.</param>
/// <param name="Handling">How to deal with such a customer, one sentence.</param>
public sealed record CustomerTrait(CustomerType Type, int Message, string Words, string Handling);

/// <param name="Message">Which message showed it, from 0; in a dialogue, which turn.</param>
/// <param name="Words">As the customer wrote them.</param>
public sealed record NeedShown(NeedKind Kind, int Message, string Words);

/// <param name="Message">Which message showed it, from 0; in a dialogue, which turn.</param>
/// <param name="Words">As the customer wrote them.</param>
public sealed record DemandMade(Demand Demand, int Message, string Words);

/// <param name="Judgement">How the message that speaks of it sounds as a whole.</param>
/// <param name="Message">Which message showed it, from 0; in a dialogue, which turn.</param>
/// <param name="Words">As the customer wrote them.</param>
public sealed record ValueJudged(ValueAspect Aspect, Sentiment Judgement, int Message, string Words);
