using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fields;

/// <summary>Fields: seen by everybody who works with people, made by administrators.</summary>
internal static class FieldEndpoints
{
    /// <param name="Least">The smallest number that may stand in it.</param>
    /// <param name="ArchivedAt">Not shown and not asked for since then; what stands in it is kept.</param>
    public sealed record Item(
        Guid Id, string Key, FieldKind Kind, Wording Names, Wording Help, bool Required, string Unit, decimal? Least, decimal? Most, IReadOnlyList<FieldOption> Options,
        int Position, DateTimeOffset? ArchivedAt, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(CustomField it) => new(
            it.Id, it.Key, it.Kind, FieldJson.Read<Wording>(it.Names), FieldJson.Read<Wording>(it.Help), it.Required, it.Unit, NumberOf(it.Least), NumberOf(it.Most), it.ReadOptions(),
            it.Position, it.ArchivedAt, it.CreatedAt, it.Version);

        private static decimal? NumberOf(long? parts) => (decimal?)parts / FieldReading.Parts;
    }

    public sealed record Items(IReadOnlyList<Item> Fields);

    public sealed record MoveRequest(bool Up);

    public sealed record ArchiveRequest(bool Archived);

    public static void Map(IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/fields");

        fields.MapGet("", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Items([.. (await db.CustomFields.AsNoTracking().OrderBy(it => it.Position).ThenBy(it => it.Id).Take(FieldBook.Most).ToListAsync(cancel)).Select(Item.Of)]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List the custom fields of people in the order in which they are shown, archived ones too");

        fields.MapGet("/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.CustomFields.FindAsync([id], cancel) is { } field ? Answer(field, http) : Refusal.NotFound("field.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One custom field")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        fields.MapPost("", async (SaveField.Request request, ClaimsPrincipal user, SaveField.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, user.Actor(), null, cancel)).ToHttp(field => TypedResults.Created($"/api/v1/fields/{field.Id}", Item.Of(field))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Make a custom field")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        fields.MapPut("/{id:guid}", async (Guid id, SaveField.Request request, ClaimsPrincipal user, HttpContext http, SaveField.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), http.Request.IfMatch(), cancel)).ToHttp(field => Answer(field, http)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Describe a custom field anew; its key and its kind stay")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        fields.MapPost("/{id:guid}/move", async (Guid id, MoveRequest request, HttpContext http, SaveField.Handler handler, CancellationToken cancel) =>
                (await handler.MoveAsync(id, request.Up, cancel)).ToHttp(field => Answer(field, http)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Show a custom field before the one before it, or after the one after it")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        fields.MapPost("/{id:guid}/archive", async (Guid id, ArchiveRequest request, ClaimsPrincipal user, HttpContext http, SaveField.Handler handler, CancellationToken cancel) =>
                (await handler.ArchiveAsync(id, request.Archived, user.Actor(), cancel)).ToHttp(field => Answer(field, http)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Archive a custom field, or bring it back; what stands in it is kept")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Answer(CustomField field, HttpContext http)
    {
        http.Response.Tag(field.Version);
        return TypedResults.Ok(Item.Of(field));
    }
}
