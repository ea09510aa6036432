using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>An agent writes down what they know of a person, and how they know it.</summary>
public static class AddFact
{
    public static readonly IReadOnlyList<string> Attributes =
    [
        "other", "name", "family", "occupation", "allergy", "phone", "email", "address", "orderNumber", "colour.like", "colour.dislike", "food.like", "food.dislike",
        "brand.like", "brand.dislike", "style.like", "style.dislike", "size.like", "material.like", "material.dislike", "time.like", "time.dislike",
        "channel.like", "channel.dislike", "payment.like", "delivery.like", "delivery.dislike", "other.like", "other.dislike", "date",
        "employer", "position", "background", "school", "plan.near", "plan.long", "hobby", "strength", "sport.like", "book.like", "music.like", "pet", "social", "product",
    ];

    public sealed record Request
    {
        public string Attribute { get; set; } = "other";

        [StringLength(500)]
        public string Value { get; set; } = "";

        public FactSource Source { get; set; } = FactSource.Ear;

        [StringLength(500)]
        public string? Quote { get; set; }

        /// <summary>For what it may be used: one of <see cref="FactGroup.Purposes"/>.</summary>
        public string Purpose { get; set; } = "service";

        /// <summary>When it goes by itself; null for the usual time of such a fact.</summary>
        public DateTimeOffset? ExpiresAt { get; set; }
    }

    /// <summary>What is private is kept only when the customer has told it, for a purpose, and not for ever (TRAP-09).</summary>
    internal static Refusal? MayNotBeKept(string attribute, FactSource source, string purpose, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (!FactGroup.Purposes.Contains(purpose))
            return Refusal.Invalid("form.choice", "purpose");
        if (FactGroup.Of(attribute).IsPrivate && source is FactSource.Heart)
            return Refusal.Invalid("fact.not_volunteered", "source");
        return expiresAt <= now ? Refusal.Invalid("fact.expired", "expiresAt") : null;
    }

    internal static void Keep(AppDb db, Fact fact, string purpose, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        fact.Limit(purpose, expiresAt ?? (FactGroup.Of(fact.Attribute).IsPrivate ? now.AddMonths(FactGroup.PrivateMonths) : null));
        db.Facts.Add(fact);
        if (fact.ExpiresAt is { } end)
            db.Enqueue(new ExpireFact(fact.Id), end);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<Fact>> HandleAsync(Guid personId, Request request, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<Fact>>(async () =>
            {
                if (Check.Name(request.Value, "value", most: 500) is { } refusal)
                    return refusal;
                if (!Attributes.Contains(request.Attribute))
                    return Refusal.Invalid("form.choice", "attribute");
                if (!Enum.IsDefined(request.Source))
                    return Refusal.Invalid("form.choice", "source");
                if (MayNotBeKept(request.Attribute, request.Source, request.Purpose, request.ExpiresAt, clock.GetUtcNow()) is { } forbidden)
                    return forbidden;

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found");

                var now = clock.GetUtcNow();
                var quote = string.IsNullOrWhiteSpace(request.Quote) ? null : request.Quote.Trim();
                var fact = new Fact(personId, request.Attribute, request.Value.Trim(), request.Source, quote, messageId: null, confidence: 1, FactStatus.Proposed, now);
                fact.Accept(user.RequiredAgentId());
                Keep(db, fact, request.Purpose, request.ExpiresAt, now);
                db.Append(person.Log("fact.added", user.Actor(), JsonSerializer.Serialize(new { factId = fact.Id }), now));
                await db.SaveChangesAsync(cancel);
                return fact;
            });
    }
}
