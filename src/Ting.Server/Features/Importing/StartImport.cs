using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fields;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>A file of people is handed in; what its columns hold is guessed, and nothing is taken over yet.</summary>
public static class StartImport
{
    public const long MostBytes = 25_000_000;

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/imports", async ([FromForm] IFormFile file, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(file, user.Actor(), cancel)).ToHttp(import => TypedResults.Created($"{ApiSetup.Root}/imports/{import.Id}", ImportShape.Of(import))))
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes + 100_000))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Hand in a CSV file of people; its columns are guessed, nothing is taken over yet")
            .Produces<ImportShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, Kept<FieldBook> fields, TimeProvider clock)
    {
        public async Task<Outcome<PeopleImport>> HandleAsync(IFormFile file, string actor, CancellationToken cancel)
        {
            if (file.Length == 0)
                return Refusal.Invalid("import.no_rows", "file");

            await using var content = file.OpenReadStream();
            if (await files.SaveAsync(content, MostBytes, cancel) is not { } saved)
                return Refusal.TooLarge("import.too_large");
            if (ImportFile.Examine(files, saved.Hash, encoding: null).IsRefused(out var refusal, out var look))
            {
                await using var others = await database.CreateDbContextAsync(cancel);
                if (!await others.PeopleImports.AnyAsync(it => it.Hash == saved.Hash, cancel))
                    files.Delete(saved.Hash);
                return refusal;
            }

            var (name, now) = (Path.GetFileName(file.FileName.Replace('\\', '/')), clock.GetUtcNow());
            var import = new PeopleImport(name.Length > 200 ? name[..200] : name, saved.Hash, look.Encoding, look.Separator, look.Rows, ImportTarget.Guess(look.Headers, await fields.ReadAsync(cancel)), actor, now);
            await using var db = await database.CreateDbContextAsync(cancel);
            db.PeopleImports.Add(import);
            db.Enqueue(new ForgetImport(import.Id), now + ForgetImport.After);
            await db.SaveChangesAsync(cancel);
            return import;
        }
    }
}
