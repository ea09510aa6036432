using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Cases;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>Two records turned out to be one human: one takes over everything of the other, and remembers what, so that it can be undone.</summary>
public static class MergePeople
{
    public sealed record Request
    {
        /// <summary>Who is taken in.</summary>
        public Guid OtherId { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/people/{id:guid}/merge", async (Guid id, Request request, ClaimsPrincipal user, HttpContext http, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request.OtherId, user.Actor(), cancel)).ToHttp(person =>
                {
                    http.Response.Tag(person.Version);
                    return TypedResults.Ok(PersonShape.Of(person));
                }))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Make two records one; it can be undone")
            .Produces<PersonShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(WholeDatabase database, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Person>> HandleAsync(Guid id, Guid otherId, string actor, CancellationToken cancel)
        {
            if (id == otherId)
                return Refusal.Invalid("merge.same", "otherId");

            var outcome = await Attempts.OnConflictAsync(() => TryAsync(id, otherId, actor, cancel));
            if (!outcome.IsRefused(out _, out _))
                live.Publish("inbox");
            return outcome;
        }

        private async Task<Outcome<Person>> TryAsync(Guid id, Guid otherId, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await Records.FindAsync(db, id, cancel) is not { } person || await Records.FindAsync(db, otherId, cancel) is not { } other)
                return Refusal.NotFound("person.not_found");

            var now = clock.GetUtcNow();
            var conversations = await db.Conversations.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var facts = await db.Facts.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var dates = await db.ImportantDates.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var sessions = await db.ChatSessions.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var cases = await db.Cases.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var gestures = await db.GivenGestures.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var places = await db.Memberships.Where(it => it.PersonId == otherId && !db.Set<Membership>().Any(own => own.PersonId == id && own.OrganisationId == it.OrganisationId)).ToListAsync(cancel);
            var orders = await db.Orders.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            // a field that holds something keeps it; what only the other had is copied, and stays with the other's record as it was
            var values = await db.FieldValues.Where(it => it.PersonId == otherId && !db.Set<FieldValue>().Any(own => own.PersonId == id && own.FieldId == it.FieldId)).ToListAsync(cancel);
            var answers = await db.RecommendationAnswers.Where(it => it.PersonId == otherId).ToListAsync(cancel);
            var own = await db.Consents.Where(it => it.PersonId == id).ToListAsync(cancel);
            var consents = (await db.Consents.Where(it => it.PersonId == otherId).ToListAsync(cancel)).Where(it => own.All(held => held.Purpose != it.Purpose)).ToList();
            var refused = await db.Consents.Where(it => it.PersonId == otherId && it.State == ConsentState.Refused).ToListAsync(cancel);
            Identity[] identities = [.. other.Identities];
            var taken = new Taken(
                new Before(person.Name, person.Language, person.Company, person.Tier),
                [.. identities.Select(it => it.Id)], [.. conversations.Select(it => it.Id)], [.. facts.Select(it => it.Id)], [.. dates.Select(it => it.Id)], [.. sessions.Select(it => it.Id)])
            {
                Cases = [.. cases.Select(it => it.Id)],
                Organisations = [.. places.Select(it => it.OrganisationId)],
                Orders = [.. orders.Select(it => it.Id)],
                Answers = [.. answers.Select(it => it.Id)],
                Consents = [.. consents.Select(it => it.Purpose)],
                Fields = [.. values.Select(it => it.FieldId).Distinct()],
            };

            foreach (var identity in identities)
            {
                other.Remove(identity, now);
                person.TakeOver(identity, now);
            }

            db.Memberships.AddRange(places.Select(it => it.For(id, now)));
            db.FieldValues.AddRange(values.Select(it => it.For(id)));
            db.Consents.AddRange(consents.Select(it => it.For(id)));
            foreach (var no in refused) // whichever of the two said no is heard
                own.Find(it => it.Purpose == no.Purpose)?.Say(ConsentState.Refused, no.Quote, no.Actor, no.At);
            answers.ForEach(it => it.MoveTo(id));
            orders.ForEach(it => it.MoveTo(id));
            facts.ForEach(it => it.MoveTo(id));
            dates.ForEach(it => it.MoveTo(id));
            sessions.ForEach(it => it.MoveTo(id));
            conversations.ForEach(it => it.MoveTo(id, actor, now));
            foreach (var conversation in conversations)
                await db.AppendAsync(conversation, cancel);
            cases.ForEach(it => it.MoveTo(id, actor, now));
            cases.ForEach(db.AppendEvents);
            gestures.ForEach(it => it.MoveTo(id));

            person.Restate(person.Name.Length > 0 ? person.Name : other.Name, person.Language ?? other.Language, person.Company ?? other.Company, person.Tier ?? other.Tier, now);
            other.Becomes(id, now);
            db.PersonMerges.Add(new PersonMerge(id, otherId, JsonSerializer.Serialize(taken), actor, now));
            db.Append(person.Log("person.merged", actor, $$"""{"otherId":"{{otherId}}"}""", now));
            db.Append(other.Log("person.merged_into", actor, $$"""{"personId":"{{id}}"}""", now));
            await PersonWords.RewriteAsync(db, person, cancel);
            await PersonWords.RewriteAsync(db, other, cancel);
            await db.SaveChangesAsync(cancel);
            return person;
        }
    }
}

/// <summary>What a merge changed.</summary>
internal sealed record Taken(Before Before, Guid[] Identities, Guid[] Conversations, Guid[] Facts, Guid[] Dates, Guid[] Sessions)
{
    /// <summary>Their gestures go with them; none in merges of older versions.</summary>
    public Guid[] Cases { get; init; } = [];

    /// <summary>Where the survivor belongs since; none in merges of older versions.</summary>
    public Guid[] Organisations { get; init; } = [];

    /// <summary>What the other had bought; none in merges of older versions.</summary>
    public Guid[] Orders { get; init; } = [];

    /// <summary>What had been said to recommendations; none in merges of older versions.</summary>
    public Guid[] Answers { get; init; } = [];

    /// <summary>The purposes that only the other had been asked about; none in merges of older versions.</summary>
    public string[] Consents { get; init; } = [];

    /// <summary>In which nothing stood before; none in merges of older versions.</summary>
    public Guid[] Fields { get; init; } = [];
}

internal sealed record Before(string Name, string? Language, string? Company, string? Tier);

internal static class Records
{
    /// <summary>A record of its own: neither forgotten nor part of another.</summary>
    public static Task<Person?> FindAsync(AppDb db, Guid id, CancellationToken cancel) =>
        db.People.Include(it => it.Identities).SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null && it.MergedIntoId == null, cancel);
}
