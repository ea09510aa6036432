using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Consents;

/// <summary>An agent writes down that a customer agreed, refused, or takes back what they said (TRAP-09, PERS-04).</summary>
public static class SaveConsent
{
    public sealed record Request
    {
        /// <summary>given or refused; null for not asked.</summary>
        public ConsentState? State { get; set; }

        /// <summary>In their words, or how it was given.</summary>
        public string? Quote { get; set; }
    }

    public sealed record Item(string Purpose, ConsentState State, string Quote, DateTimeOffset At)
    {
        internal static Item Of(Consent it) => new(it.Purpose, it.State, it.Quote, it.At);
    }

    /// <param name="Consents">What they were asked about; what is missing was not asked.</param>
    public sealed record Items(IReadOnlyList<Item> Consents);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/consents", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.People.AnyAsync(it => it.Id == id, cancel)
                    ? TypedResults.Ok(await ReadAsync(db, id, cancel))
                    : Refusal.NotFound("person.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("What a person agreed to and what they refused, by purpose")
            .Produces<Items>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/people/{id:guid}/consents/{purpose}", async (Guid id, string purpose, Request request, ClaimsPrincipal user, Handler handler, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                if ((await handler.HandleAsync(id, purpose, request, user.Actor(), cancel)).IsRefused(out var refusal, out _))
                    return refusal.ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(await ReadAsync(db, id, cancel));
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Write down that a person agreed to a purpose, refused it, or was not asked: advice, greeting")
            .Produces<Items>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Items> ReadAsync(AppDb db, Guid personId, CancellationToken cancel) =>
        new([.. (await db.Consents.AsNoTracking().Where(it => it.PersonId == personId).OrderBy(it => it.Purpose).ToListAsync(cancel)).Select(Item.Of)]);

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(Guid personId, string purpose, Request request, string actor, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            if (!Consent.Purposes.Contains(purpose))
                return Refusal.Invalid("form.choice", "purpose");
            if (request.State is { } given && !Enum.IsDefined(given))
                return Refusal.Invalid("form.choice", "state");
            if (request.Quote?.Trim().Length > Consent.MostQuote)
                return Refusal.Invalid("form.too_long", "quote");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null && it.MergedIntoId == null, cancel) is not { } person)
                return Refusal.NotFound("person.not_found");

            var now = clock.GetUtcNow();
            var known = await db.Consents.FindAsync([personId, purpose], cancel);
            if (request.State is { } state)
                (known ?? db.Consents.Add(new Consent(personId, purpose)).Entity).Say(state, request.Quote ?? "", actor, now);
            else if (known is not null)
                db.Consents.Remove(known);
            else
                return true;

            // the words stay where they can be erased
            db.Append(person.Log("person.consent", actor, JsonSerializer.Serialize(new { purpose, state = request.State?.ToString().ToLowerInvariant() }), now));
            await db.SaveChangesAsync(cancel);
            return true;
        });
    }
}
