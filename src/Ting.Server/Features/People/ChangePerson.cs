using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>Changes what is given of a person; the log says which fields, not what they held.</summary>
public static class ChangePerson
{
    public sealed record Request
    {
        [StringLength(200)]
        public Given<string?> Name { get; set; }

        /// <summary>zh-Hans, ja or en.</summary>
        [AllowedValues("zh-Hans", "ja", "en", null)]
        public Given<string?> Language { get; set; }

        [StringLength(200)]
        public Given<string?> Company { get; set; }

        [StringLength(20)]
        public Given<string?> Tier { get; set; }

        /// <summary>They are served first, because waiting or writing is harder for them.</summary>
        public Given<bool> AccessLane { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/people/{id:guid}", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), http.Request.IfMatch(), cancel)).ToHttp(person =>
                {
                    http.Response.Tag(person.Version);
                    return TypedResults.Ok(PersonShape.Of(person));
                }))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Change a person")
            .Produces<PersonShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Person>> HandleAsync(Guid id, Request request, string actor, int? version, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Person>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.People.Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null && it.MergedIntoId == null, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");
            if (version is not null && version != person.Version)
                return Refusal.Stale("person.changed_meanwhile");

            var now = clock.GetUtcNow();
            string[] fields =
            [
                .. request.Name.IsGiven ? ["name"] : (string[])[],
                .. request.Language.IsGiven ? ["language"] : (string[])[],
                .. request.Company.IsGiven ? ["company"] : (string[])[],
                .. request.Tier.IsGiven ? ["tier"] : (string[])[],
                .. request.AccessLane.IsGiven ? ["accessLane"] : (string[])[],
            ];
            if (fields.Length == 0)
                return person;

            person.Restate(request.Name.Or(person.Name) ?? "", request.Language.Or(person.Language), request.Company.Or(person.Company), request.Tier.Or(person.Tier), now);
            person.UseAccessLane(request.AccessLane.Or(person.AccessLane), now);
            db.Append(person.Log("person.changed", actor, $$"""{"fields":["{{string.Join("\",\"", fields)}}"]}""", now));
            await PersonWords.RewriteAsync(db, person, cancel);
            await db.SaveChangesAsync(cancel);
            return person;
        });
    }
}
