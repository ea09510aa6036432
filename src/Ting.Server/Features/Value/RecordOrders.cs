using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Value;

/// <summary>The shop says what somebody bought. The same number again is the same order, as it is now.</summary>
public static class RecordOrders
{
    public sealed record Request
    {
        /// <summary>The shop's number.</summary>
        [Required, StringLength(80)]
        public string ExternalId { get; set; } = "";

        public Guid? PersonId { get; set; }

        /// <summary>By which the person is known, when the id is not given; whoever has none of them is added.</summary>
        public PersonIdentities.Request? Person { get; set; }

        /// <summary>In the currency; negative for what was paid back.</summary>
        [Range(-1e11, 1e11)]
        public double Amount { get; set; }

        /// <summary>ISO 4217: CNY, JPY, GBP.</summary>
        [Required, RegularExpression("^[A-Z]{3}$")]
        public string Currency { get; set; } = "";

        /// <summary>Now when it is not given.</summary>
        public DateTimeOffset? PlacedAt { get; set; }

        /// <summary>By when it is to arrive; from then on it is late until deliveredAt is given.</summary>
        public DateTimeOffset? DueAt { get; set; }

        /// <summary>When it arrived.</summary>
        public DateTimeOffset? DeliveredAt { get; set; }

        [MaxLength(Order.MostItems)]
        public List<string> Items { get; set; } = [];
    }

    public sealed record Shape(Guid Id, Guid PersonId, string ExternalId, double Amount, string Currency, DateTimeOffset PlacedAt, IReadOnlyList<string> Items, DateTimeOffset? DueAt, DateTimeOffset? DeliveredAt)
    {
        internal static Shape Of(Order it) => new(it.Id, it.PersonId, it.ExternalId, it.Amount / 100.0, it.Currency, it.PlacedAt, it.ReadItems(), it.DueAt, it.DeliveredAt);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, cancel)).ToHttp(order => TypedResults.Created($"{ApiSetup.Root}/orders/{order.Id}", Shape.Of(order))))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Record what somebody bought; the same externalId again changes it")
            .Produces<Shape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/people/{id:guid}/orders", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if (page.After("orders").IsRefused(out var refusal, out var after))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                var found = await db.Orders.AsNoTracking().Where(it => it.PersonId == id).Downward(after, it => it.PlacedAt, it => it.Id).Take(page.Size + 1).ToListAsync(cancel);
                return TypedResults.Ok(Page.Of(found, page.Size, "orders", it => Place.Of(it.PlacedAt, it.Id), Shape.Of));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What a person bought, newest first")
            .Produces<Page<Shape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Order>> HandleAsync(Request request, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<Order>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var now = clock.GetUtcNow();
            if (request.PlacedAt > now.AddDays(1))
                return Refusal.Invalid("order.in_the_future", "placedAt");
            if (request.Items.Any(item => item.Length > 200))
                return Refusal.Invalid("form.too_long", "items");
            if (request.PersonId is null && request.Person is null)
                return Refusal.Invalid("order.nobody", "person");

            var person = request.PersonId is { } id
                ? await PersonFinder.FindAsync(db, id, cancel)
                : await PersonFinder.FindOrAddAsync(db, null, null, [new IdentityGiven(request.Person!.Kind, request.Person.Value, request.Person.Verified)], "system", now, cancel);
            if (person is null)
                return Refusal.NotFound("person.not_found");

            var known = await db.Orders.SingleOrDefaultAsync(it => it.ExternalId == request.ExternalId, cancel);
            var order = known ?? db.Orders.Add(new Order(person.Id, request.ExternalId, now)).Entity;
            order.Record(person.Id, (long)Math.Round(request.Amount * 100), request.Currency, (request.PlacedAt ?? now).ToUniversalTime(), request.Items, now);
            order.Expect(request.DueAt?.ToUniversalTime(), request.DeliveredAt?.ToUniversalTime());
            db.Append(person.Log(known is null ? "order.placed" : "order.changed", "system", JsonSerializer.Serialize(new { orderId = order.Id, amount = request.Amount, request.Currency }, JsonSerializerOptions.Web), now));
            await db.SaveChangesAsync(cancel);
            return order;
        });
    }
}
