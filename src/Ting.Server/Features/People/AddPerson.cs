using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>Somebody new. Whoever has one of the identities already is not added twice.</summary>
public static class AddPerson
{
    public sealed record Request
    {
        [StringLength(200)]
        public string? Name { get; set; }

        /// <summary>zh-Hans, ja or en.</summary>
        [AllowedValues("zh-Hans", "ja", "en", null)]
        public string? Language { get; set; }

        [StringLength(200)]
        public string? Company { get; set; }

        [StringLength(20)]
        public string? Tier { get; set; }

        [MaxLength(20)]
        public List<PersonIdentities.Request> Identities { get; set; } = [];
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/people", async (Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, user.Actor(), cancel)).ToHttp(person =>
                {
                    http.Response.Tag(person.Version);
                    return TypedResults.Created($"{ApiSetup.Root}/people/{person.Id}", PersonShape.Of(person));
                }))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Add a person")
            .Produces<PersonShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Person>> HandleAsync(Request request, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            var person = new Person(request.Name, request.Language, now);
            person.Describe(null, request.Company, request.Tier, now);
            foreach (var identity in request.Identities.DistinctBy(it => (it.Kind, Identity.Normalise(it.Kind, it.Value))))
            {
                var value = Identity.Normalise(identity.Kind, identity.Value);
                if (value.Length == 0)
                    return Refusal.Invalid("identity.empty", "identities");
                if (await db.Identities.AnyAsync(it => it.Kind == identity.Kind && it.Value == value, cancel))
                    return Refusal.Conflict("identity.taken");
                person.Add(identity.Kind, identity.Value, identity.Verified, now);
            }

            db.People.Add(person);
            db.Append(person.Log("person.added", actor, "{}", now));
            await PersonWords.RewriteAsync(db, person, cancel);
            if (await db.SaveOrRefuseAsync("identity.taken", cancel) is { } taken) // somebody else added it a moment ago
                return taken;
            return person;
        }
    }
}
