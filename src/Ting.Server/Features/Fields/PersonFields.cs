using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fields;

/// <summary>What stands in a person's fields, read and changed by programs: by the key of the field.</summary>
public static class PersonFields
{
    public sealed record Request
    {
        /// <summary>By key: a text, a number, yyyy-MM-dd, true or false, the key of an option, or a list of them; null empties it. What is not named stays.</summary>
        public Dictionary<string, JsonElement> Values { get; set; } = [];
    }

    /// <param name="Values">By key; fields in which nothing stands are left out.</param>
    public sealed record Response(IReadOnlyDictionary<string, object> Values);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/fields", async (Guid id, IDbContextFactory<AppDb> database, Kept<FieldBook> books, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                return TypedResults.Ok(await OfAsync(db, await books.ReadAsync(cancel), id, archived: false, cancel));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What stands in a person's custom fields")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPatch("/people/{id:guid}/fields", async (Guid id, Request request, ClaimsPrincipal user, IDbContextFactory<AppDb> database, Kept<FieldBook> books, SavePersonFields.Handler handler, CancellationToken cancel) =>
            {
                var book = await books.ReadAsync(cancel);
                var given = new Dictionary<string, IReadOnlyList<string>>();
                var wrong = new Dictionary<string, string[]>();
                foreach (var (key, value) in request.Values ?? [])
                {
                    if (book.Find(key) is not { Archived: false } field)
                        wrong[key] = ["field.unknown"];
                    else if (Written(field, value) is { } written)
                        given[key] = written;
                    else
                        wrong[key] = [FaultOf(field.Kind)];
                }

                if (wrong.Count > 0)
                    return Problem(wrong);
                if ((await handler.HandleAsync(id, given, user.Actor(), cancel)).IsRefused(out var refusal, out var faults))
                    return refusal.ToHttp();
                if (faults.Count > 0)
                    return Problem(faults.ToDictionary(it => it.Key, it => (string[])[it.Code]));

                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(await OfAsync(db, book, id, archived: false, cancel));
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Change what stands in a person's custom fields; one that is wrong leaves all as they are")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="archived">Of archived fields too: whatever is kept.</param>
    public static async Task<Response> OfAsync(AppDb db, FieldBook book, Guid personId, bool archived, CancellationToken cancel)
    {
        var fields = archived ? book.All : book.Shown;
        if (fields.Count == 0)
            return new Response(new Dictionary<string, object>());

        var rows = (await db.FieldValues.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Place).ToListAsync(cancel)).ToLookup(it => it.FieldId, it => it.Content);
        return new Response(fields.Where(field => rows.Contains(field.Id)).ToDictionary(field => field.Key, field => ValueOf(field, [.. rows[field.Id]])));
    }

    private static object ValueOf(FieldEntry field, IReadOnlyList<FieldContent> contents) => field.Kind switch
    {
        FieldKind.Number => (decimal)contents[0].Number!.Value / FieldReading.Parts,
        FieldKind.YesNo => contents[0].Number is 1,
        FieldKind.Choices => contents.Select(it => it.Text).ToArray(),
        _ => FieldReading.Write(field.Kind, contents[0]),
    };

    // A number must come as a number: what looks like one may be a telephone number.
    private static IReadOnlyList<string>? Written(FieldEntry field, JsonElement value) => (value.ValueKind, field.Kind) switch
    {
        (JsonValueKind.Null, _) => [],
        (JsonValueKind.Number, FieldKind.Number) => [value.GetRawText()],
        (JsonValueKind.True, FieldKind.YesNo) => ["true"],
        (JsonValueKind.False, FieldKind.YesNo) => ["false"],
        (JsonValueKind.String, not (FieldKind.Number or FieldKind.YesNo)) => TextOf(value) is { } text ? [text] : null,
        (JsonValueKind.Array, FieldKind.Choices) when value.EnumerateArray().All(it => it.ValueKind is JsonValueKind.String) => value.EnumerateArray().Select(TextOf).ToList() is var texts && texts.TrueForAll(it => it is not null) ? [.. texts.OfType<string>()] : null,
        _ => null,
    };

    // Half of a pair of code units is no text.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string FaultOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => "field.number",
        FieldKind.YesNo => "field.yes_no",
        FieldKind.Date => "field.date",
        FieldKind.Choice or FieldKind.Choices => "field.option",
        _ => "form.unreadable",
    };

    private static IResult Problem(Dictionary<string, string[]> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors.ToDictionary(it => $"values.{it.Key}", it => it.Value)) { Title = "request.invalid", Status = StatusCodes.Status400BadRequest });
}
