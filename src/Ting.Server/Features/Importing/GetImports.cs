using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>Imports of the last month, newest first; one of them; and taking one away before its month is over.</summary>
public static class GetImports
{
    private const string List = "imports";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/imports", async ([AsParameters] PageQuery page, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(page, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("List imports")
            .Produces<Page<ImportShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/imports/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.PeopleImports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } import)
                    return Refusal.NotFound("import.not_found").ToHttp();

                http.Response.Tag(import.Version);
                return TypedResults.Ok(ImportShape.Of(import));
            })
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("One import and how far it has come")
            .Produces<ImportShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/imports/{id:guid}", async (Guid id, IDbContextFactory<AppDb> database, ForgetImport.Handler forget, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.PeopleImports.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("import.not_found").ToHttp();

                await forget.HandleAsync(new ForgetImport(id), cancel);
                return TypedResults.NoContent();
            })
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Forget an import and its file; one that is being read stops. Who was taken in stays")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database)
    {
        public async Task<Outcome<Page<ImportShape>>> HandleAsync(PageQuery page, CancellationToken cancel)
        {
            if (page.After(List).IsRefused(out var refusal, out var after))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var found = await db.PeopleImports.AsNoTracking().Downward(after, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, List, it => Place.Of(it.Id), ImportShape.Of);
        }
    }
}
