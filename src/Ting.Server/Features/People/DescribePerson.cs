using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.People;

/// <summary>An agent puts right what a person is called, where they belong and how they like to be spoken to.</summary>
public static class DescribePerson
{
    public static readonly IReadOnlyList<string> Tiers = ["diamond", "gold", "silver"];

    /// <summary>What is null stays as it is.</summary>
    public sealed record Request
    {
        public string? Name { get; set; }
        public string? Company { get; set; }
        public string? Language { get; set; }
        public string? Tier { get; set; }
        public bool? AccessLane { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Person>> HandleAsync(Guid personId, Request request, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<Person>>(async () =>
            {
                if (request.Name is not null && Check.Name(request.Name, "name", most: 200) is { } refusal)
                    return refusal;
                if (!string.IsNullOrEmpty(request.Company) && Check.Name(request.Company, "company", most: 200) is { } wrong)
                    return wrong;
                if (!string.IsNullOrEmpty(request.Language) && Check.Language(request.Language, "language") is { } unknown)
                    return unknown;
                if (!string.IsNullOrEmpty(request.Tier) && !Tiers.Contains(request.Tier))
                    return Refusal.Invalid("form.choice", "tier");

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found");

                var now = clock.GetUtcNow();
                if (request.Name is { } name && name.Trim() != person.Name)
                {
                    person.Rename(name, now);
                    if (await db.SearchDocuments.FirstOrDefaultAsync(it => it.Source == personId, cancel) is { } document)
                        document.Rewrite([person.Name, .. person.Identities.Select(identity => identity.Value)]);
                    else
                        db.AddNumbered(new SearchDocument("person", personId, personId, [person.Name, .. person.Identities.Select(identity => identity.Value)]));
                }

                person.UseAccessLane(request.AccessLane ?? person.AccessLane, now);
                person.Describe(request.Language, request.Company, request.Tier, now);
                db.Append(person.Log("person.described", user.Actor(), "{}", now));
                await db.SaveChangesAsync(cancel);
                return person;
            });
    }
}
