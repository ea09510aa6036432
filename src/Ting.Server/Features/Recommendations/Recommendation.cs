namespace Ting.Server.Features.Recommendations;

/// <summary>What may be recommended, in the order in which it is said. Part of stored keys; never rename one.</summary>
public enum RecommendationRule
{
    PromiseBroken, PromiseDue, ComplaintOpen, Detractor, MoodFalling, OrderLate, DateNear, SuppliesEnding, RepeatDue, Product, ContactWay, ContactMatter, ProcessShorter, SegmentOffer, FactStale,
}

/// <summary>The parts of a plan for one person (PERS-02), and what must be put right before any of them.</summary>
public enum PlanPart { Care, Contact, Process, Offer, Product }

/// <summary>Where a reason comes from.</summary>
public enum ReasonKind { Promise, Case, Rating, Mood, Order, Fact, Conversations, Identity, Segment, Date, Product }

/// <param name="Words">Theirs or ours, as they stand in the row; may be empty.</param>
/// <param name="SourceId">The row it comes from; null when it is several.</param>
/// <param name="Number">Of several rows: how many.</param>
/// <param name="Href">Where it can be looked up.</param>
public sealed record Reason(ReasonKind Kind, string Words, DateTimeOffset? At = null, Guid? SourceId = null, int Number = 0, string? Href = null)
{
    /// <summary>The words it was told in, where they were kept.</summary>
    public string? Quote { get; init; }
}

/// <summary>One thing to do for one person, with the rows it follows from.</summary>
/// <param name="Key">The rule and what it is about: the same matter has the same key.</param>
/// <param name="Purpose">For which what is known is used here: service, contract, greeting or advice.</param>
/// <param name="Words">What it is about, as it stands in the row.</param>
public sealed record Recommendation(RecommendationRule Rule, string Key, string Purpose, string Words, IReadOnlyList<Reason> Because)
{
    /// <summary>When it was or is due.</summary>
    public DateTimeOffset? At { get; init; }

    public Guid? ProductId { get; init; }

    public PlanPart Part => PartOf(Rule);

    /// <summary>The key as an element's id may be written: Turbo looks for what it keeps by a selector, and a colon ends the page's change.</summary>
    public string ElementKey => Key.Replace(':', '-');

    public static string KeyOf(RecommendationRule rule, object about) => $"{rule}:{about}";

    public static PlanPart PartOf(RecommendationRule rule) => rule switch
    {
        RecommendationRule.ContactWay or RecommendationRule.ContactMatter => PlanPart.Contact,
        RecommendationRule.ProcessShorter or RecommendationRule.FactStale => PlanPart.Process,
        RecommendationRule.SegmentOffer or RecommendationRule.DateNear => PlanPart.Offer,
        RecommendationRule.Product or RecommendationRule.RepeatDue or RecommendationRule.SuppliesEnding => PlanPart.Product,
        _ => PlanPart.Care,
    };

    /// <summary>What would sell something: never while anything of this person's is unsolved.</summary>
    public static bool Sells(RecommendationRule rule) => PartOf(rule) is PlanPart.Product || rule is RecommendationRule.SegmentOffer;
}

/// <summary>Why something was left out, in this order of weight.</summary>
public enum HeldWhy { Unsolved, Refused, NotAsked, MoodHidden }

/// <param name="Part">What was left out: recommendations of this part of the plan.</param>
public sealed record Held(PlanPart Part, HeldWhy Why);

/// <summary>What to do for one person now.</summary>
/// <param name="QuietUntil">It is no time to call or write unasked; null when it is.</param>
public sealed record Advice(IReadOnlyList<Recommendation> Items, IReadOnlyList<Held> Left, DateTimeOffset? QuietUntil);
