using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>One person as far as they are known.</summary>
public static class GetPerson
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/people/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.AsNoTracking().Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found").ToHttp();

                http.Response.Tag(person.Version);
                return TypedResults.Ok(PersonShape.Of(person));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One person")
            .Produces<PersonShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);
}
