using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Labels;

/// <summary>Labels: listed for everybody, made and changed by administrators.</summary>
public static class SaveLabel
{
    public static IReadOnlyList<string> Colours { get; } = ["brand", "eye", "heart", "warning", "danger", "success"];

    public sealed record Request
    {
        public string Name { get; set; } = "";

        /// <summary>brand, eye, heart, warning, danger or success; empty for grey.</summary>
        public string? Colour { get; set; }
    }

    public sealed record Item(Guid Id, string Name, string? Colour)
    {
        internal static Item Of(Label label) => new(label.Id, label.Name, label.Colour);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/labels", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Set<Label>().AsNoTracking(), label => label.Id, page, "labels", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .WithSummary("List labels")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPost("/labels", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, cancel)).ToHttp(label => TypedResults.Created($"/api/v1/labels/{label.Id}", Item.Of(label))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Make a label")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/labels/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(label => TypedResults.Ok(Item.Of(label))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change a label")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Label>> HandleAsync(Guid? id, Request request, CancellationToken cancel)
        {
            var colour = string.IsNullOrEmpty(request.Colour) ? null : request.Colour;
            if (Check.Name(request.Name, "name", most: 60) is { } refusal)
                return refusal;
            if (colour is not null && !Colours.Contains(colour))
                return Refusal.Invalid("form.choice", "colour");

            await using var db = await database.CreateDbContextAsync(cancel);
            var label = id is null ? new Label(request.Name, colour, clock.GetUtcNow()) : await db.Set<Label>().FindAsync([id.Value], cancel);
            if (label is null)
                return Refusal.NotFound("label.not_found");

            if (id is null)
                db.Add(label);
            label.Change(request.Name, colour);
            if (await db.SaveOrRefuseAsync("label.exists", cancel) is { } taken)
                return taken;
            return label;
        }
    }
}
