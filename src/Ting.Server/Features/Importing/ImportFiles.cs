using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Importing;

/// <summary>Files that are written as they are read: everybody, in the form in which an import takes them in again; and the rows of an import that something is to be said about.</summary>
internal static class ImportFiles
{
    private const int PeopleAtOnce = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/people/export.csv", (HttpContext http, IDbContextFactory<AppDb> database, Kept<FieldBook> fields, ImportWords words) => People(http, database, fields, words))
            .RequireAuthorization(Permission.ExportData).ExcludeFromDescription();
        routes.MapGet("/people/import/{id:guid}/rows.csv", RemarksAsync).RequireAuthorization(Permission.ImportPeople).ExcludeFromDescription();
    }

    public static void MapApi(IEndpointRouteBuilder api)
    {
        api.MapGet("/exports/people", (HttpContext http, IDbContextFactory<AppDb> database, Kept<FieldBook> fields, ImportWords words) => People(http, database, fields, words))
            .RequireAuthorization(Permission.ExportData)
            .WithSummary("Everybody as a CSV file, which an import takes in again")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
        api.MapGet("/imports/{id:guid}/remarks", RemarksAsync)
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("The rows that were left out or differ from what is known, each with the reason in the caller's language, as a CSV file")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static PushStreamHttpResult People(HttpContext http, IDbContextFactory<AppDb> database, Kept<FieldBook> fields, ImportWords words) => File(http, "ting-people.csv", async csv =>
    {
        var (book, language) = (await fields.ReadAsync(http.RequestAborted), CultureInfo.CurrentUICulture.Name);
        await WriteAsync(csv, [.. ImportTarget.AllOf(book).Select(target => words.NameOf(target, book))]);
        var last = Guid.Empty;
        while (true)
        {
            await using var db = await database.CreateDbContextAsync(http.RequestAborted);
            var people = await db.People.AsNoTracking().Include(it => it.Identities).Where(it => it.Id > last && it.ErasedAt == null && it.MergedIntoId == null)
                .OrderBy(it => it.Id).Take(PeopleAtOnce).ToListAsync(http.RequestAborted);
            if (people.Count == 0)
                break;

            last = people[^1].Id;
            Guid[] ids = [.. people.Select(it => it.Id)];
            var facts = (await db.Facts.AsNoTracking().Where(it => ids.Contains(it.PersonId) && it.Status == FactStatus.Accepted).OrderBy(it => it.Id).ToListAsync(http.RequestAborted)).ToLookup(it => (it.PersonId, it.Attribute), it => it.Value);
            var birthdays = (await db.ImportantDates.AsNoTracking().Where(it => ids.Contains(it.PersonId) && it.Kind == "birthday").OrderBy(it => it.Id).ToListAsync(http.RequestAborted)).ToLookup(it => it.PersonId);
            var own = book.Shown.Count == 0 ? [] : await db.FieldValues.AsNoTracking().Where(it => ids.Contains(it.PersonId)).OrderBy(it => it.Place).ToListAsync(http.RequestAborted);
            var values = own.ToLookup(it => (it.PersonId, it.FieldId), it => it.Content);
            foreach (var person in people)
                await WriteAsync(csv, [.. ImportTarget.All.Select(target => ValueOf(target, person, facts, birthdays)), .. book.Shown.Select(field => FieldCells.Write(field, values[(person.Id, field.Id)], language))]);
        }
    });

    private static string? ValueOf(string target, Person person, ILookup<(Guid, string), string> facts, ILookup<Guid, ImportantDate> birthdays) => target switch
    {
        ImportTarget.Id => person.Id.ToString(),
        ImportTarget.Name => person.Name,
        ImportTarget.Language => person.Language,
        ImportTarget.Tier => person.Tier,
        ImportTarget.Organisation => person.Company,
        ImportTarget.AccessLane => person.AccessLane ? "yes" : null,
        ImportTarget.Birthday => birthdays[person.Id].FirstOrDefault() is { } day ? string.Create(CultureInfo.InvariantCulture, $"{(day.Year is { } year ? $"{year:0000}-" : "")}{day.Month:00}-{day.Day:00}") : null,
        _ when target.StartsWith(ImportTarget.FactPrefix, StringComparison.Ordinal) => string.Join("; ", facts[(person.Id, target[ImportTarget.FactPrefix.Length..])]),
        _ => string.Join("; ", person.Identities.Where(it => it.Kind == target).OrderBy(it => it.CreatedAt).ThenBy(it => it.Id).Select(it => it.Value)),
    };

    private static async Task<IResult> RemarksAsync(Guid id, HttpContext http, IDbContextFactory<AppDb> database, FileStore files, Kept<FieldBook> fields, ImportWords words)
    {
        await using var look = await database.CreateDbContextAsync(http.RequestAborted);
        if (await look.PeopleImports.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, http.RequestAborted) is not { } import || ImportFile.Open(files, import) is not { } file)
            return Refusal.NotFound("import.not_found").ToHttp();

        var book = await fields.ReadAsync(http.RequestAborted);
        string[] headers;
        using (file)
            headers = [.. file.Headers];
        return File(http, $"ting-import-{Path.GetFileNameWithoutExtension(import.FileName)}.csv", async csv =>
        {
            // The reasons stand behind the row's own cells: what was put right can be handed in again as it is.
            await WriteAsync(csv, [.. headers, words.Of("rows.number"), words.Of("rows.left_out"), words.Of("rows.reason")]);
            await using var db = await database.CreateDbContextAsync(http.RequestAborted);
            await foreach (var remark in db.ImportRemarks.AsNoTracking().Where(it => it.ImportId == id).OrderBy(it => it.Row).AsAsyncEnumerable().WithCancellation(http.RequestAborted))
            {
                var cells = remark.ReadCells();
                await WriteAsync(csv,
                [
                    .. headers.Select((_, at) => at < cells.Count ? cells[at] : ""), remark.Row.ToString(CultureInfo.InvariantCulture), words.Of(remark.IsBad ? "rows.yes" : "rows.no"),
                    string.Join(" ", remark.ReadFaults().Select(fault => words.Sentence(fault, book))),
                ]);
            }
        });
    }

    // The import takes its own guard off again, so it is written by hand.
    private static PushStreamHttpResult File(HttpContext http, string name, Func<CsvWriter, Task> write) => CsvFile.Answer(http, name, write, CsvInjection.None);

    private static Task WriteAsync(CsvWriter csv, params string?[] cells) => csv.WriteRowAsync([.. cells.Select(cell => RowReader.Guarded(cell ?? ""))]);
}

/// <summary>How screens and files name columns and say what is the matter with a row.</summary>
public sealed class ImportWords(IStringLocalizer<ImportsText> text, IStringLocalizer<PeopleText> people, RefusalSentences sentences)
{
    public string Of(string key) => text[key];

    public string NameOf(string target) => target switch
    {
        ImportTarget.None => text["target.none"],
        _ when target.StartsWith(ImportTarget.FactPrefix, StringComparison.Ordinal) => FactWords.Name(people, target[ImportTarget.FactPrefix.Length..]),
        _ when ImportTarget.Identities.Contains(target) => people[$"identity.{target}"],
        _ => text[$"target.{target}"],
    };

    public string NameOf(string target, FieldBook fields) =>
        target.StartsWith(ImportTarget.FieldPrefix, StringComparison.Ordinal) ? fields.Find(target[ImportTarget.FieldPrefix.Length..])?.Name ?? target[ImportTarget.FieldPrefix.Length..] : NameOf(target);

    public string Sentence(ImportFault fault, FieldBook fields)
    {
        var name = fault.Target is { } target ? NameOf(target, fields) : "";
        return fault.Code.StartsWith("row.", StringComparison.Ordinal) ? text[fault.Code, name, fault.Value ?? ""] : text["row.field", name, sentences.For(fault.Code) ?? fault.Code, fault.Value ?? ""];
    }
}
