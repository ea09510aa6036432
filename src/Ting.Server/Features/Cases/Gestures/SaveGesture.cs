using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>An administrator keeps the catalogue of gestures: what may be given, and up to how much by whom.</summary>
public static class SaveGesture
{
    public sealed record Limit(AgentRole Role, decimal Most);

    public sealed record Request
    {
        public string Name { get; set; } = "";
        public GestureKind Kind { get; set; }
        public bool Active { get; set; } = true;

        /// <summary>Up to how much each role may give of it without asking; a role that is left out may give none.</summary>
        public IReadOnlyList<Limit> Limits { get; set; } = [];
    }

    public sealed record Item(Guid Id, string Name, GestureKind Kind, bool Active, IReadOnlyList<Limit> Limits);

    public sealed record List(IReadOnlyList<Item> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/gestures", async (Handler handler, CancellationToken cancel) => TypedResults.Ok(new List(await handler.ReadAsync(cancel))))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List the gestures of goodwill and who may give how much");

        api.MapPost("/gestures", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, cancel)).ToHttp(item => TypedResults.Created($"/api/v1/gestures/{item.Id}", item)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Add a gesture to the catalogue")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPut("/gestures/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(item => TypedResults.Ok(item)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change a gesture and who may give how much")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        private const int Most = 200;

        public async Task<IReadOnlyList<Item>> ReadAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var currency = await db.Goodwill.Select(it => it.Currency).FirstOrDefaultAsync(cancel) ?? "CNY";
            var limits = await db.GestureLimits.AsNoTracking().OrderBy(it => it.GestureId).Take(Most * 6).ToListAsync(cancel);
            var gestures = await db.Gestures.AsNoTracking().OrderBy(it => it.Name).Take(Most).ToListAsync(cancel);
            return [.. gestures.Select(it => ItemOf(it, limits, currency))];
        }

        public async Task<Outcome<Item>> HandleAsync(Guid? id, Request request, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name") is { } refusal)
                return refusal;
            if (!Enum.IsDefined(request.Kind))
                return Refusal.Invalid("form.choice", "kind");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Goodwill.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } goodwill)
                return Refusal.Conflict("gesture.no_budget");
            var gesture = id is null ? new Gesture(request.Name, request.Kind, clock.GetUtcNow()) : await db.Gestures.FindAsync([id.Value], cancel);
            if (gesture is null)
                return Refusal.NotFound("gesture.not_found");
            if (id is null && await db.Gestures.CountAsync(cancel) >= Most)
                return Refusal.Conflict("gesture.too_many");

            var before = await db.GestureLimits.Where(it => it.GestureId == gesture.Id).ToListAsync(cancel);
            foreach (var limit in request.Limits)
            {
                if (!Enum.IsDefined(limit.Role) || Currency.ToSmallest(limit.Most, goodwill.Currency) is not { } most)
                    return Refusal.Invalid("gesture.amount", "limits");
                if (before.Find(it => it.Role == limit.Role) is { } known)
                    known.Allow(most);
                else
                    before.Add(db.GestureLimits.Add(new GestureLimit(gesture.Id, limit.Role, most)).Entity);
            }

            db.GestureLimits.RemoveRange(before.Where(it => request.Limits.All(limit => limit.Role != it.Role)));
            before.RemoveAll(it => request.Limits.All(limit => limit.Role != it.Role));
            if (id is null)
                db.Gestures.Add(gesture);
            gesture.Describe(request.Name, request.Kind, request.Active);
            if (await db.SaveOrRefuseAsync("gesture.exists", cancel) is { } taken)
                return taken;
            return ItemOf(gesture, before, goodwill.Currency);
        }

        private static Item ItemOf(Gesture it, IEnumerable<GestureLimit> limits, string currency) => new(
            it.Id, it.Name, it.Kind, it.Active, [.. limits.Where(limit => limit.GestureId == it.Id).OrderBy(limit => limit.Role).Select(limit => new Limit(limit.Role, Currency.FromSmallest(limit.Most, currency)))]);
    }
}
