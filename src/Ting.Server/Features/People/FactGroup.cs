namespace Ting.Server.Features.People;

/// <summary>One group of facts about a person: which archive of CRM-04 it lies in, whether it is one of the six of CRM-02, and after how long such a fact is old.</summary>
/// <param name="Archive">personal, social, relation or other.</param>
/// <param name="IsPortrait">One of the six groups that make a whole picture of somebody.</param>
/// <param name="IsPrivate">Kept only when the customer has told it, and not for ever (TRAP-09).</param>
/// <param name="FreshFor">In months: after that somebody should ask again.</param>
public sealed record FactGroup(string Key, string Archive, bool IsPortrait, bool IsPrivate, int FreshFor, params IReadOnlyList<string> Attributes)
{
    public static readonly IReadOnlyList<string> Archives = ["personal", "social", "relation", "other"];

    /// <summary>Why a fact may be kept.</summary>
    public static readonly IReadOnlyList<string> Purposes = ["service", "advice", "greeting", "contract"];

    /// <summary>How long a private fact is kept unless another day is said.</summary>
    public const int PrivateMonths = 24;

    public static readonly IReadOnlyList<FactGroup> All =
    [
        new("work", "personal", true, false, 12, "occupation", "employer", "position"),
        new("background", "personal", true, true, 24, "background", "school"),
        new("plans", "personal", true, true, 6, "plan.near", "plan.long"),
        new("family", "personal", false, true, 12, "family"),
        new("contact", "personal", false, false, 12, "name", "phone", "email", "address", "date"),
        new("hobbies", "social", true, true, 24, "hobby", "strength"),
        new("favourites", "social", true, true, 24, "sport.like", "book.like", "music.like", "pet"),
        new("social", "social", false, true, 24, "social"),
        new("preferences", "relation", true, false, 12,
            "colour.like", "colour.dislike", "food.like", "food.dislike", "brand.like", "brand.dislike", "style.like", "style.dislike", "size.like", "size.dislike", "material.like", "material.dislike"),
        new("dealings", "relation", false, false, 12,
            "time.like", "time.dislike", "channel.like", "channel.dislike", "payment.like", "payment.dislike", "delivery.like", "delivery.dislike", "product", "orderNumber", "page"),
        new("other", "other", false, false, 12, "allergy", "other", "other.like", "other.dislike"),
    ];

    private static readonly Dictionary<string, FactGroup> ByAttribute = All.SelectMany(group => group.Attributes.Select(attribute => (attribute, group))).ToDictionary(it => it.attribute, it => it.group);

    /// <summary>An attribute that a program made up lies with the other ones.</summary>
    public static FactGroup Of(string attribute) => ByAttribute.GetValueOrDefault(attribute) ?? All[^1];
}
