using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Gestures;

/// <summary>An administrator says in which currency gestures are counted, and what a month may cost.</summary>
public static class SaveGoodwill
{
    public sealed record Request
    {
        /// <summary>ISO 4217: CNY, JPY, GBP …; fixed once something was given.</summary>
        public string Currency { get; set; } = "";

        /// <summary>For one month of UTC.</summary>
        public decimal Budget { get; set; }
    }

    /// <param name="Month">2026-04</param>
    public sealed record Item(string Currency, decimal Budget, string Month, decimal Spent);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/goodwill", async (Handler handler, CancellationToken cancel) =>
                await handler.ReadAsync(cancel) is { } item ? TypedResults.Ok(item) : Refusal.NotFound("gesture.no_budget").ToHttp())
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("The month's budget for gestures and what of it is spent")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/goodwill", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, cancel)).ToHttp(item => TypedResults.Ok(item)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Set the currency and the monthly budget for gestures")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Item?> ReadAsync(CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Goodwill.AsNoTracking().SingleOrDefaultAsync(cancel) is { } goodwill ? await ItemOfAsync(db, goodwill, cancel) : null;
        }

        public async Task<Outcome<Item>> HandleAsync(Request request, CancellationToken cancel)
        {
            if (!Currency.Knows(request.Currency))
                return Refusal.Invalid("gesture.currency", "currency");
            if (Currency.ToSmallest(request.Budget, request.Currency) is not { } budget)
                return Refusal.Invalid("gesture.amount", "budget");

            return await Attempts.OnConflictAsync<Outcome<Item>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var goodwill = await db.Goodwill.SingleOrDefaultAsync(cancel);
                if (goodwill is null)
                    goodwill = db.Goodwill.Add(new Goodwill(request.Currency, budget)).Entity;
                else if (goodwill.Currency != request.Currency && (await db.GivenGestures.AnyAsync(cancel) || await db.GestureLimits.AnyAsync(cancel)))
                    return Refusal.Conflict("gesture.currency_fixed"); // what was given would turn into other money
                goodwill.Set(request.Currency, budget);
                await db.SaveChangesAsync(cancel);
                return await ItemOfAsync(db, goodwill, cancel);
            });
        }

        private async Task<Item> ItemOfAsync(AppDb db, Goodwill goodwill, CancellationToken cancel)
        {
            var month = GoodwillMonth.Of(clock.GetUtcNow());
            var spent = await db.GoodwillMonths.Where(it => it.Month == month).Select(it => it.Spent).SingleOrDefaultAsync(cancel);
            return new Item(goodwill.Currency, Currency.FromSmallest(goodwill.Budget, goodwill.Currency), month, Currency.FromSmallest(spent, goodwill.Currency));
        }
    }
}
