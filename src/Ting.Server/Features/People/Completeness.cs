namespace Ting.Server.Features.People;

/// <summary>How much of a whole picture there is of somebody, and what is missing: a number alone would say nothing (CRM-05).</summary>
/// <param name="Known">Keys of the parts that are there.</param>
/// <param name="Missing">Keys of those that are not; the first is the most useful to learn.</param>
public sealed record Completeness(IReadOnlyList<string> Known, IReadOnlyList<string> Missing)
{
    public int Of => Known.Count + Missing.Count;

    public static Completeness For(Person person, IReadOnlyCollection<Identity> identities, IReadOnlyCollection<Fact> facts)
    {
        var groups = facts.Where(fact => fact.Status is FactStatus.Accepted).Select(fact => FactGroup.Of(fact.Attribute).Key).ToHashSet();
        (string Key, bool IsKnown)[] parts =
        [
            ("name", person.Name.Length > 0),
            ("contact", identities.Any(it => it.Kind is not "visitor")),
            ("proven", identities.Any(it => it.Verified)),
            ("language", person.Language is not null),
            .. FactGroup.All.Where(group => group.IsPortrait).OrderByDescending(group => group.Key == "preferences").Select(group => (group.Key, groups.Contains(group.Key))),
        ];
        return new Completeness([.. parts.Where(it => it.IsKnown).Select(it => it.Key)], [.. parts.Where(it => !it.IsKnown).Select(it => it.Key)]);
    }
}
