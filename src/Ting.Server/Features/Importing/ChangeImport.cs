using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fields;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>Says what the columns hold, how the file is written, and whether it may replace what is known.</summary>
public static class ChangeImport
{
    public sealed record Request
    {
        /// <summary>For each column what it holds; empty leaves it out. Null leaves all as they are.</summary>
        [MaxLength(ImportFile.MostColumns)]
        public List<string>? Columns { get; set; }

        /// <summary>utf-8, gb18030, shift_jis, utf-16 or utf-16BE; another one than before has the columns guessed anew.</summary>
        public string? Encoding { get; set; }

        /// <summary>What the file says takes the place of what is known of somebody.</summary>
        public bool? Replaces { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/imports/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(import => TypedResults.Ok(ImportShape.Of(import))))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Say what the columns of an import hold")
            .Produces<ImportShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, Kept<FieldBook> fields)
    {
        public async Task<Outcome<PeopleImport>> HandleAsync(Guid id, Request request, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.PeopleImports.FindAsync([id], cancel) is not { } import)
                return Refusal.NotFound("import.not_found");
            if (import.IsReading || import.State is ImportState.Done)
                return Refusal.Conflict("import.not_draft");

            var columns = request.Columns;
            if (request.Encoding is { } encoding && encoding != import.Encoding)
            {
                if (!FileEncoding.All.Contains(encoding))
                    return Refusal.Invalid("form.choice", "encoding");
                if (ImportFile.Examine(files, import.Hash, encoding).IsRefused(out var unreadable, out var look))
                    return unreadable with { Field = "encoding" };
                import.Read(look.Encoding, look.Separator, look.Rows, ImportTarget.Guess(look.Headers, await fields.ReadAsync(cancel)));
                columns = null; // chosen for other columns
            }

            if (columns is not null && Wrong(import, columns, ImportTarget.AllOf(await fields.ReadAsync(cancel))) is { } refusal)
                return refusal;

            import.Map(columns ?? import.Targets(), request.Replaces ?? import.Replaces);
            if (await db.SaveOrRefuseAsync("import.not_draft", cancel) is { } taken)
                return taken;
            return import;
        }

        private static Refusal? Wrong(PeopleImport import, List<string> columns, IReadOnlyList<string> all)
        {
            if (columns.Count != import.Targets().Count || columns.Any(it => it != ImportTarget.None && !all.Contains(it)))
                return Refusal.Invalid("import.mapping", "columns");
            return columns.Where(it => it != ImportTarget.None && !ImportTarget.MayRepeat(it)).GroupBy(it => it).Any(group => group.Count() > 1)
                ? Refusal.Invalid("import.column_twice", "columns")
                : null;
        }
    }
}
