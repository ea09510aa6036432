using System.Text;
using Ting.Server.Features.Products;

namespace Ting.Server.Features.Recommendations;

/// <summary>What somebody might need next: said in their own words, or read from what they bought (PERS-02, PERS-03). Closest first.</summary>
internal static class ProductRules
{
    private const int EnoughOrders = 3;

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly TimeSpan Behind = TimeSpan.FromDays(60);
    private static readonly TimeSpan OwnedFor = TimeSpan.FromDays(365);

    public static IEnumerable<Recommendation> Of(PersonCase it)
    {
        var supplies = Supplies(it).ToList();
        return supplies.Concat(Repeats(it, [.. supplies.Select(one => one.Words)])).Concat(Wished(it));
    }

    /// <summary>The middle of the times between one purchase and the next; null for fewer than three purchases on different days.</summary>
    public static TimeSpan? MedianGap(IEnumerable<DateTimeOffset> bought)
    {
        DateTimeOffset[] days = [.. bought.Select(at => new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero)).Distinct().Order()];
        if (days.Length < EnoughOrders)
            return null;

        TimeSpan[] gaps = [.. days.Zip(days.Skip(1), (one, next) => next - one).Order()];
        return gaps.Length % 2 == 1 ? gaps[gaps.Length / 2] : (gaps[(gaps.Length / 2) - 1] + gaps[gaps.Length / 2]) / 2;
    }

    // What they bought runs out about now, and they have not bought it again.
    private static IEnumerable<Recommendation> Supplies(PersonCase it)
    {
        foreach (var product in it.Products.Where(product => product.LastsDays is not null))
        {
            if (it.Orders.LastOrDefault(order => order.Items.Any(product.IsCalled)) is not { } last)
                continue;

            var ends = last.PlacedAt.AddDays(product.LastsDays!.Value);
            if (ends - Ahead <= it.At && it.At <= ends + Behind)
                yield return new Recommendation(RecommendationRule.SuppliesEnding, Recommendation.KeyOf(RecommendationRule.SuppliesEnding, last.Id), "advice", last.Items.First(product.IsCalled), [Bought(last), new Reason(ReasonKind.Product, "lasts", SourceId: product.Id, Number: product.LastsDays.Value)]) { At = ends, ProductId = product.Id };
        }
    }

    // What they buy again and again, and would again about now.
    private static IEnumerable<Recommendation> Repeats(PersonCase it, IReadOnlyCollection<string> said)
    {
        foreach (var bought in it.Orders.SelectMany(order => order.Items.Distinct(StringComparer.OrdinalIgnoreCase).Select(item => (item, order))).GroupBy(one => one.item, one => one.order, StringComparer.OrdinalIgnoreCase))
        {
            var last = bought.Last();
            if (said.Contains(bought.Key, StringComparer.OrdinalIgnoreCase) || MedianGap(bought.Select(order => order.PlacedAt)) is not { } gap)
                continue;

            var due = last.PlacedAt + gap;
            if (it.At >= due - (gap / 10) && it.At <= due + gap)
                yield return new Recommendation(RecommendationRule.RepeatDue, Recommendation.KeyOf(RecommendationRule.RepeatDue, last.Id), "advice", bought.Key, [Bought(last), new Reason(ReasonKind.Order, $"gap={(int)Math.Round(gap.TotalDays)}", Number: bought.Count())]) { At = due };
        }
    }

    private static IEnumerable<Recommendation> Wished(PersonCase it)
    {
        KnownFact[] likes = [.. it.Facts.Where(fact => fact.Attribute.EndsWith(".like", StringComparison.Ordinal) && IsTaste(fact))];
        KnownFact[] dislikes = [.. it.Facts.Where(fact => (fact.Attribute.EndsWith(".dislike", StringComparison.Ordinal) && IsTaste(fact)) || fact.Attribute is "allergy")];
        return it.Products
            .Where(product => !it.Orders.Any(order => order.PlacedAt > it.At - OwnedFor && order.Items.Any(product.IsCalled)) && !dislikes.Any(fact => Fits(product, fact)))
            .Select(product => (product, fits: likes.Where(fact => Fits(product, fact)).ToArray(), kin: KinOf(it, product)))
            .Where(one => one.fits.Length > 0 || one.kin is not null)
            .OrderByDescending(one => (one.fits.Length * 2) + (one.kin is null ? 0 : 1)).ThenBy(one => one.product.Sku, StringComparer.Ordinal)
            .Select(one => new Recommendation(
                RecommendationRule.Product, Recommendation.KeyOf(RecommendationRule.Product, one.product.Id), "advice", one.product.Sku,
                [.. one.fits.Select(RecommendationJudge.Told), .. one.kin is { } order ? [Bought(order)] : Array.Empty<Reason>()])
            {
                ProductId = one.product.Id,
            });
    }

    private static bool IsTaste(KnownFact fact) => fact.Attribute.Split('.')[0] is "colour" or "food" or "brand" or "style" or "size" or "material" or "other";

    /// <summary>What they said names one of the product's words, or the other way round: 紫 and 紫色.</summary>
    private static bool Fits(ProductEntry product, KnownFact fact)
    {
        var said = Plain(fact.Value);
        return said.Length > 0 && product.Words.Append(product.Category).Select(Plain).Any(word => word.Length > 0 && (IsWithin(word, said) || IsWithin(said, word)));
    }

    // Words of Latin letters count whole: "red" is not within "tired".
    private static bool IsWithin(string word, string text) =>
        char.IsAscii(word[0]) ? $" {text} ".Contains($" {word} ", StringComparison.Ordinal) : text.Contains(word, StringComparison.Ordinal);

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();

    // Another thing of the same kind, the newest.
    private static Purchase? KinOf(PersonCase it, ProductEntry product) =>
        product.Category.Length == 0 ? null : it.Orders.LastOrDefault(order => it.Products.Any(other => other.Id != product.Id && other.Category == product.Category && order.Items.Any(other.IsCalled)));

    private static Reason Bought(Purchase order) => new(ReasonKind.Order, string.Join(" · ", order.Items), order.PlacedAt, order.Id);
}
