using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>Views of conversations: everybody has their own; those of a team and of everybody are kept by who writes segments.</summary>
internal static class ViewEndpoints
{
    /// <param name="Scope">mine, team or everyone.</param>
    /// <param name="TeamId">Whose it is when it is a team's.</param>
    public sealed record Item(Guid Id, string Name, ViewScope Scope, Guid? TeamId, ViewFilter Filter, int Position, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(SavedView it) => Of(ViewEntry.Of(it));

        internal static Item Of(ViewEntry it) => new(it.Id, it.Name, it.Scope, it.TeamId, it.Filter, it.Position, it.CreatedAt, it.Version);
    }

    public sealed record Items(IReadOnlyList<Item> Views);

    /// <param name="Up">To the place before; otherwise to the one after.</param>
    public sealed record MoveRequest(bool Up);

    public static void Map(IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/views").RequireAuthorization(Permission.SeeConversations);
        MapReading(views);
        MapWriting(views);
    }

    /// <summary>Forms of one button on the page of views.</summary>
    public static void MapForms(RouteGroupBuilder desk)
    {
        desk.MapPost("/views/{id:guid}/move", async (Guid id, [FromForm] string? to, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.MoveAsync(id, up: to == "up", user, cancel), "/inbox/views"));
        desk.MapPost("/views/{id:guid}/remove", async (Guid id, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
            InboxRoutes.Back(await handler.RemoveAsync(id, user, cancel), "/inbox/views"));
    }

    private static void MapReading(RouteGroupBuilder views)
    {
        views.MapGet("", async (ClaimsPrincipal user, ReadViews reading, CancellationToken cancel) =>
                TypedResults.Ok(new Items([.. (await reading.HandleAsync(user.AgentId(), cancel)).Select(Item.Of)])))
            .WithSummary("List the views of conversations that one has: one's own, one's team's, everybody's");

        views.MapGet("/{id:guid}", async (Guid id, HttpContext http, ClaimsPrincipal user, ReadViews reading, CancellationToken cancel) =>
                await reading.FindAsync(user.AgentId(), id, cancel) is { } view ? Answer(Item.Of(view), http) : Refusal.NotFound("view.not_found").ToHttp())
            .WithSummary("One view")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        views.MapGet("/{id:guid}/conversations", async (Guid id, [AsParameters] PageQuery page, ClaimsPrincipal user, IDbContextFactory<AppDb> database, ReadViews reading, ListOfView list, CancellationToken cancel) =>
            {
                if (page.After(ListOfView.List).IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();
                if (await reading.FindAsync(user.AgentId(), id, cancel) is not { } view)
                    return Refusal.NotFound("view.not_found").ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                var part = await list.TakeAsync(db, view.Filter, user.AgentId(), after, page.Size, cancel);
                var labels = await LabelsOf.FindAsync(db, [.. part.Found.Select(it => it.Id)], cancel);
                return TypedResults.Ok(new Page<ConversationShape>([.. part.Found.Select(it => ConversationShape.Of(it, labels[it.Id]))], part.After?.Write(ListOfView.List)));
            })
            .WithSummary("The conversations of a view that one may see, newest message first; a part may be short and still have a next one")
            .Produces<Page<ConversationShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapWriting(RouteGroupBuilder views)
    {
        views.MapPost("", async (SaveView.Request request, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, user, cancel)).ToHttp(view => TypedResults.Created($"/api/v1/views/{view.Id}", Item.Of(view))))
            .WithSummary("Keep a view of conversations under a name")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);

        views.MapPut("/{id:guid}", async (Guid id, SaveView.Request request, HttpContext http, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), user, cancel)).ToHttp(view => Answer(Item.Of(view), http)))
            .WithSummary("Write a view anew")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        views.MapPost("/{id:guid}/move", async (Guid id, MoveRequest request, HttpContext http, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
                (await handler.MoveAsync(id, request.Up, user, cancel)).ToHttp(view => Answer(Item.Of(view), http)))
            .WithSummary("Let a view change places with its neighbour in the list")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        views.MapDelete("/{id:guid}", async (Guid id, ClaimsPrincipal user, SaveView.Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Take a view away; the conversations stay")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<Item> Answer(Item view, HttpContext http)
    {
        http.Response.Tag(view.Version);
        return TypedResults.Ok(view);
    }
}
