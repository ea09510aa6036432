using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.People;

public sealed record IdentityGiven(string Kind, string Value, bool Verified);

/// <summary>Finds whom identities belong to, or adds somebody new.</summary>
public static class PersonFinder
{
    /// <summary>Who has this id, or whoever that person was made one with; null for nobody and for who was forgotten.</summary>
    public static async Task<Person?> FindAsync(AppDb db, Guid id, CancellationToken cancel)
    {
        for (var step = 0; step < 10; step++)
        {
            if (await db.People.SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null, cancel) is not { } person)
                return null;
            if (person.MergedIntoId is not { } survivor)
                return person;
            id = survivor;
        }

        return null;
    }

    /// <summary>Of several identities the first that somebody has decides; the others are added to that person when nobody has them.</summary>
    public static async Task<Person> FindOrAddAsync(AppDb db, string? name, string? language, IReadOnlyCollection<IdentityGiven> given, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        var wanted = given.Select(identity => identity with { Value = Identity.Normalise(identity.Kind, identity.Value) }).Where(identity => identity.Value.Length > 0).ToArray();
        var known = new List<Identity>();
        foreach (var identity in wanted)
        {
            if (await db.Identities.AsNoTracking().FirstOrDefaultAsync(it => it.Kind == identity.Kind && it.Value == identity.Value, cancel) is { } match)
                known.Add(match);
        }

        Person person;
        if (known.Count > 0)
        {
            var id = known[0].PersonId;
            person = await db.People.SingleAsync(it => it.Id == id, cancel);
            if (person.Name.Length == 0 && !string.IsNullOrWhiteSpace(name))
                person.Rename(name, now);
        }
        else
        {
            person = new Person(name, language, now);
            db.People.Add(person);
            db.Append(person.Log("person.added", actor, "{}", now));
            if (person.Name.Length > 0 || wanted.Length > 0)
                db.AddNumbered(new SearchDocument("person", person.Id, person.Id, [person.Name, .. wanted.Select(identity => identity.Value)]));
        }

        foreach (var identity in wanted)
        {
            if (known.All(it => (it.Kind, it.Value) != (identity.Kind, identity.Value)))
                db.Identities.Add(person.Add(identity.Kind, identity.Value, identity.Verified, now));
        }

        return person;
    }
}
