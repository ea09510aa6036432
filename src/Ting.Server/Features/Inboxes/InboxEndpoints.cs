using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Inboxes;

/// <summary>Inboxes: seen by everybody, made and changed by administrators.</summary>
internal static class InboxEndpoints
{
    public sealed record Item(
        Guid Id, string Key, string Name, string Kind, string Language, string? Colour, string Origins,
        IReadOnlyList<Topic> Topics, bool AsksSatisfaction, Guid? TeamId, Guid? CalendarId, bool Signed, DateTimeOffset CreatedAt)
    {
        internal static Item Of(Inbox inbox) => new(
            inbox.Id, inbox.Key, inbox.Name, inbox.Kind, inbox.Language, inbox.Colour, inbox.Origins,
            InboxShape.TopicsOf(inbox), inbox.AsksSatisfaction, inbox.TeamId, inbox.CalendarId, inbox.SigningSecret is not null, inbox.CreatedAt);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/inboxes", async ([AsParameters] PageQuery page, string? kind, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var rows = db.Inboxes.AsNoTracking().Where(inbox => kind == null || inbox.Kind == kind);
                return (await Page.OldestFirstAsync(rows, inbox => inbox.Id, page, "inboxes", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .WithSummary("List inboxes")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/inboxes/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Inboxes.FindAsync([id], cancel) is { } inbox
                    ? Tagged(http, inbox)
                    : Refusal.NotFound("inbox.not_found").ToHttp();
            })
            .WithSummary("One inbox")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/inboxes", async (SaveInbox.Request request, SaveInbox.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(inbox => TypedResults.Created($"/api/v1/inboxes/{inbox.Id}", Item.Of(inbox))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Open an inbox")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPatch("/inboxes/{id:guid}", async (Guid id, SaveInbox.Request request, HttpContext http, SaveInbox.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, Expected(http.Request), cancel)).ToHttp(inbox => Tagged(http, inbox)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change an inbox")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static Ok<Item> Tagged(HttpContext http, Inbox inbox)
    {
        http.Response.Headers.ETag = $"\"{inbox.Version}\"";
        return TypedResults.Ok(Item.Of(inbox));
    }

    private static int? Expected(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is [var tag, ..] && tag != EntityTagHeaderValue.Any
            ? int.TryParse(tag.Tag.AsSpan().Trim('"'), out var version) ? version : -1
            : null;
}
