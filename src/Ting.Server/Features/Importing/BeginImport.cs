using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>Has the file read: first only to say what would come of it, then to take it in. Both happen in the background.</summary>
public static class BeginImport
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/{id:guid}/check", (Guid id, Handler handler, CancellationToken cancel) => AnswerAsync(id, isTrial: true, handler, cancel))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Read the whole file and say what would come of it")
            .Produces<ImportShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/imports/{id:guid}/run", (Guid id, Handler handler, CancellationToken cancel) => AnswerAsync(id, isTrial: false, handler, cancel))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Take the file in")
            .Produces<ImportShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AnswerAsync(Guid id, bool isTrial, Handler handler, CancellationToken cancel) =>
        (await handler.HandleAsync(id, isTrial, cancel)).ToHttp(import => TypedResults.Ok(ImportShape.Of(import)));

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<PeopleImport>> HandleAsync(Guid id, bool isTrial, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PeopleImports.FindAsync([id], cancel) is not { } import)
                return Refusal.NotFound("import.not_found");
            if (import.IsReading || import.State is ImportState.Done)
                return Refusal.Conflict("import.not_draft");
            if (!import.Targets().Any(target => target is ImportTarget.Id || ImportTarget.Identities.Contains(target)))
                return Refusal.Invalid("import.no_identity", "columns");

            await db.WriteAsync(inside => db.ImportRemarks.Where(it => it.ImportId == id).ExecuteDeleteAsync(inside), cancel);
            import.Begin(isTrial);
            db.Enqueue(new RunImport(id), clock.GetUtcNow());
            if (await db.SaveOrRefuseAsync("import.not_draft", cancel) is { } taken)
                return taken;

            live.Publish(RunImport.Topic(id));
            return import;
        }
    }
}
