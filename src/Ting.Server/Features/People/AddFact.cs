using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
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
    ];

    public sealed record Request
    {
        public string Attribute { get; set; } = "other";

        [StringLength(500)]
        public string Value { get; set; } = "";

        public FactSource Source { get; set; } = FactSource.Ear;

        [StringLength(500)]
        public string? Quote { get; set; }
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

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found");

                var now = clock.GetUtcNow();
                var quote = string.IsNullOrWhiteSpace(request.Quote) ? null : request.Quote.Trim();
                var fact = new Fact(personId, request.Attribute, request.Value.Trim(), request.Source, quote, messageId: null, confidence: 1, FactStatus.Proposed, now);
                fact.Accept(user.RequiredAgentId());
                db.Facts.Add(fact);
                db.Append(person.Log("fact.added", user.Actor(), JsonSerializer.Serialize(new { factId = fact.Id }), now));
                await db.SaveChangesAsync(cancel);
                return fact;
            });
    }
}
