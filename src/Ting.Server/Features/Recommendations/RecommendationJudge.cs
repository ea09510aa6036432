using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations.Promises;

namespace Ting.Server.Features.Recommendations;

/// <summary>What to do for one person, by rules that each name the rows they follow from. Pure: asks nothing of a database or a clock.</summary>
public static class RecommendationJudge
{
    public const int MostProducts = 3;
    private const int MostStale = 2;

    private static readonly TimeSpan SoonDue = TimeSpan.FromDays(2);
    private static readonly TimeSpan StillFelt = TimeSpan.FromDays(60);
    private static readonly TimeSpan DateAhead = TimeSpan.FromDays(7);

    public static Advice Of(PersonCase it)
    {
        var found = Care(it).Concat(ContactRules.Of(it)).Concat(Process(it)).Concat(Offers(it)).Concat(ProductRules.Of(it)).Concat(Stale(it)).ToList();
        var left = new List<Held>();
        if (it.Talks.Any(talk => talk.MoodHidden))
            left.Add(new Held(PlanPart.Care, HeldWhy.MoodHidden));

        var unsolved = IsUnsolved(it);
        var items = new List<Recommendation>();
        foreach (var one in found.Where(one => !(it.Answered.TryGetValue(one.Key, out var until) && it.At < until)))
        {
            if (WhyNot(it, one, unsolved) is { } why)
                left.Add(new Held(one.Part, why));
            else
                items.Add(one);
        }

        return new Advice(
            [.. items.Where(one => one.Rule is not RecommendationRule.Product).Concat(items.Where(one => one.Rule is RecommendationRule.Product).Take(MostProducts)).OrderBy(one => one.Rule)],
            [.. left.Distinct().OrderBy(one => one.Part).ThenBy(one => one.Why)],
            ContactRules.QuietUntil(it));
    }

    /// <summary>Something of this person's is not put right yet: nobody sells them anything before it is.</summary>
    public static bool IsUnsolved(PersonCase it) =>
        it.Complaints.Count > 0
        || it.Score is not null
        || it.Promises.Any(promise => IsBroken(promise, it.At))
        || it.Orders.Any(order => IsLate(order, it.At))
        || it.Talks.Any(talk => talk.Open && (talk.Level < 0 || talk.Worst < 0));

    private static HeldWhy? WhyNot(PersonCase it, Recommendation one, bool unsolved)
    {
        if (unsolved && (Recommendation.Sells(one.Rule) || one.Purpose is "greeting"))
            return HeldWhy.Unsolved;
        if (!Consent.Purposes.Contains(one.Purpose))
            return null;
        if (it.Consents.TryGetValue(one.Purpose, out var said))
            return said is ConsentState.Refused ? HeldWhy.Refused : null;

        // A day is told so that one thinks of it. A fact that was told for advice may be used for advice; what else is known, what was bought above all, may not.
        return one.Purpose is "greeting" || (one.Rule is RecommendationRule.Product && one.Because.Any(reason => ToldFor(it, reason, one.Purpose))) ? null : HeldWhy.NotAsked;
    }

    private static bool ToldFor(PersonCase it, Reason reason, string purpose) =>
        reason.Kind is ReasonKind.Fact && it.Facts.Any(fact => fact.Id == reason.SourceId && fact.Purpose == purpose);

    private static IEnumerable<Recommendation> Care(PersonCase it)
    {
        foreach (var promise in it.Promises)
        {
            if (IsBroken(promise, it.At))
                yield return Of(RecommendationRule.PromiseBroken, promise.Id, promise.Text, promise.DueAt, new Reason(ReasonKind.Promise, promise.Text, promise.DueAt, promise.Id, Href: Inbox(promise.Conversation)));
            else if (promise.State is PromiseState.Open && promise.DueAt <= it.At + SoonDue)
                yield return Of(RecommendationRule.PromiseDue, promise.Id, promise.Text, promise.DueAt, new Reason(ReasonKind.Promise, promise.Text, promise.DueAt, promise.Id, Href: Inbox(promise.Conversation)));
        }

        foreach (var complaint in it.Complaints)
            yield return Of(RecommendationRule.ComplaintOpen, complaint.Id, complaint.Title, complaint.DueAt, new Reason(ReasonKind.Case, complaint.Title, complaint.DueAt, complaint.Id, Href: $"/cases/{complaint.Number}"));

        if (it.Score is { } score)
            yield return Of(RecommendationRule.Detractor, score.ConversationId, score.Comment, score.At, new Reason(ReasonKind.Rating, score.Comment, score.At, score.ConversationId, score.Score, Inbox(score.Number)));

        if (Falling(it) is [.., var last] falling)
            yield return Of(RecommendationRule.MoodFalling, last.Id, "", last.LastAt, new Reason(ReasonKind.Mood, "", last.LastAt, last.Id, falling.Count, Inbox(last.Number)));

        foreach (var order in it.Orders.Where(order => IsLate(order, it.At)))
            yield return Of(RecommendationRule.OrderLate, order.Id, order.ExternalId, order.DueAt!.Value, new Reason(ReasonKind.Order, string.Join(" · ", order.Items), order.PlacedAt, order.Id)) with { Purpose = "contract" };
    }

    private static bool IsBroken(MadePromise promise, DateTimeOffset now) =>
        (promise.State is PromiseState.Open && promise.DueAt < now) || (promise.State is PromiseState.Broken && promise.ClosedAt > now - StillFelt);

    private static bool IsLate(Purchase order, DateTimeOffset now) => order is { DueAt: { } due, DeliveredAt: null } && due < now && due > now - StillFelt;

    // The last three times somebody was in touch, each not better than before, worse over all, and bad in the end.
    private static IReadOnlyList<Talk> Falling(PersonCase it)
    {
        Talk[] last = [.. it.Talks.Where(talk => talk is { Level: not null, MoodHidden: false } && talk.LastAt > it.At - (3 * StillFelt)).TakeLast(3)];
        return last.Length == 3 && last[0].Level >= last[1].Level && last[1].Level >= last[2].Level && last[0].Level > last[2].Level && last[2].Level < 0 ? last : [];
    }

    private static IEnumerable<Recommendation> Process(PersonCase it)
    {
        var proven = it.Identities.Where(identity => identity.Verified).Select(identity => new Reason(ReasonKind.Identity, identity.Kind, SourceId: identity.Id));
        var known = it.Facts.Where(fact => fact.Attribute is "address" or "phone" or "email" or "size.like" or "allergy" or "payment.like" or "delivery.like" && fact.ReviewAt > it.At).Select(fact => Told(fact));
        Reason[] because = [.. proven, .. known];
        if (because.Length > 0)
            yield return new Recommendation(RecommendationRule.ProcessShorter, Recommendation.KeyOf(RecommendationRule.ProcessShorter, because.Length), "service", "", because);
    }

    private static IEnumerable<Recommendation> Offers(PersonCase it)
    {
        foreach (var segment in it.Segments.Where(segment => segment.Strategy.Length > 0))
            yield return new Recommendation(RecommendationRule.SegmentOffer, Recommendation.KeyOf(RecommendationRule.SegmentOffer, segment.Id), "service", segment.Strategy, [new Reason(ReasonKind.Segment, segment.Name, SourceId: segment.Id, Href: $"/people/segments/{segment.Id}")]);
        foreach (var date in it.Dates.Where(date => date.At >= it.At.AddDays(-1) && date.At <= it.At + DateAhead))
            yield return new Recommendation(RecommendationRule.DateNear, Recommendation.KeyOf(RecommendationRule.DateNear, $"{date.Id}:{date.At.Year}"), "greeting", date.Label, [new Reason(ReasonKind.Date, date.Kind, date.At, date.Id)]) { At = date.At };
    }

    private static IEnumerable<Recommendation> Stale(PersonCase it) =>
        it.Facts.Where(fact => fact.ReviewAt <= it.At).OrderBy(fact => fact.ReviewAt).Take(MostStale)
            .Select(fact => new Recommendation(RecommendationRule.FactStale, Recommendation.KeyOf(RecommendationRule.FactStale, fact.Id), "service", fact.Value, [Told(fact)]) { At = fact.ReviewAt });

    internal static Reason Told(KnownFact fact) => new(ReasonKind.Fact, $"{fact.Attribute}={fact.Value}", fact.Since, fact.Id) { Quote = fact.Quote };

    private static Recommendation Of(RecommendationRule rule, Guid about, string words, DateTimeOffset at, Reason because) =>
        new(rule, Recommendation.KeyOf(rule, about), "service", words, [because]) { At = at };

    private static string Inbox(long number) => $"/inbox/{number}";
}
