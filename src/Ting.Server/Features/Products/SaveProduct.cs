using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Products;

/// <summary>Who leads the desk says what the shop sells.</summary>
public static class SaveProduct
{
    public sealed record Request
    {
        /// <summary>The shop's own name for it.</summary>
        public string Sku { get; set; } = "";

        /// <summary>One language is enough.</summary>
        public Wording Names { get; set; } = Wording.None;

        public string? Category { get; set; }

        /// <summary>Colour, size, material, style … as customers say them.</summary>
        public IReadOnlyList<string> Words { get; set; } = [];

        /// <summary>In the currency.</summary>
        public double? Price { get; set; }

        /// <summary>ISO 4217: CNY, JPY, GBP.</summary>
        public string? Currency { get; set; }

        /// <summary>After how many days what was bought is used up.</summary>
        public int? LastsDays { get; set; }

        public bool Active { get; set; } = true;
    }

    public sealed record Item(Guid Id, string Sku, Wording Names, string Category, IReadOnlyList<string> Words, double? Price, string Currency, int? LastsDays, bool Active, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(Product it) =>
            new(it.Id, it.Sku, it.ReadNames(), it.Category, it.ReadWords(), it.Price / 100.0, it.Currency, it.LastsDays, it.Active, it.CreatedAt, it.Version);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products");

        products.MapGet("", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Products.AsNoTracking(), it => it.Id, page, "products", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List products, in the order in which they were added")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        products.MapGet("/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Products.FindAsync([id], cancel) is { } product ? Answer(product, http) : Refusal.NotFound("product.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("One product")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        products.MapPost("", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(product => TypedResults.Created($"{ApiSetup.Root}/products/{product.Id}", Item.Of(product))))
            .RequireAuthorization(Permission.ManageProducts)
            .WithSummary("Add a product")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        products.MapPut("/{id:guid}", async (Guid id, Request request, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(product => Answer(product, http)))
            .RequireAuthorization(Permission.ManageProducts)
            .WithSummary("Describe a product anew; its sku stays")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static IResult Answer(Product product, HttpContext http)
    {
        http.Response.Tag(product.Version);
        return TypedResults.Ok(Item.Of(product));
    }

    private static Refusal? Wrong(Request it)
    {
        if (Check.Name(it.Sku, "sku", Product.MostSku) is { } sku)
            return sku;
        if (it.Names is null || it.Names.IsEmpty || it.Names is not { Zh: not null, Ja: not null, En: not null } || string.IsNullOrWhiteSpace(it.Names.In("en")))
            return Refusal.Invalid("form.required", "names");
        if (it.Names.Longest > Product.MostName)
            return Refusal.Invalid("form.too_long", "names");
        if (!string.IsNullOrEmpty(it.Category) && Check.Name(it.Category, "category", Product.MostName) is { } category)
            return category;
        if (it.Words is null || it.Words.Count > Product.MostWords)
            return Refusal.Invalid("product.words", "words");
        if (it.Words.Select(word => Check.Name(word, "words", Product.MostWord)).FirstOrDefault(refusal => refusal is not null) is not null)
            return Refusal.Invalid("product.words", "words");
        if (it.Price is { } price && price is not (>= 0 and <= 1e11))
            return Refusal.Invalid("product.price", "price");
        if (it.Price is not null && (it.Currency is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper)))
            return Refusal.Invalid("product.currency", "currency");
        return it.LastsDays is { } days && days is < 1 or > 3650 ? Refusal.Invalid("product.lasts", "lastsDays") : null;
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<Product>> HandleAsync(Guid? id, Request request, int? expected, CancellationToken cancel)
        {
            if (Wrong(request) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is null ? null : await db.Products.FindAsync([id.Value], cancel);
            if (id is not null && known is null)
                return Refusal.NotFound("product.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("product.changed_meanwhile");
            if (known is null && await db.Products.CountAsync(cancel) >= ProductBook.Most)
                return Refusal.Conflict("product.too_many");

            var product = known ?? db.Products.Add(new Product(request.Sku, clock.GetUtcNow())).Entity;
            product.Describe(request.Names, request.Category ?? "", [.. request.Words.Select(word => word.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)], request.Active);
            product.Sell(request.Price is { } price ? (long)Math.Round(price * 100) : null, request.Currency ?? "", request.LastsDays);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("product.changed_meanwhile");
            }
            catch (DbUpdateException error) when (Attempts.IsConflict(error))
            {
                return Refusal.Conflict("product.exists") with { Field = "sku" };
            }

            return product;
        }
    }
}
