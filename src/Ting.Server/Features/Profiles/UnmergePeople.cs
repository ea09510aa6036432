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
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>They were two after all: what the merge took over goes back, what came since stays.</summary>
public static class UnmergePeople
{
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/people/{id:guid}/unmerge", async (Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user.Actor(), cancel)).ToHttp(other => TypedResults.Ok(PersonShape.Of(other))))
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Undo the last merge; answers the person who is a record of their own again")
            .Produces<PersonShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(WholeDatabase database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">The survivor, or who was taken in.</param>
        public async Task<Outcome<Person>> HandleAsync(Guid id, string actor, CancellationToken cancel)
        {
            var outcome = await Attempts.OnConflictAsync(() => TryAsync(id, actor, cancel));
            if (!outcome.IsRefused(out _, out _))
                live.Publish("inbox");
            return outcome;
        }

        private async Task<Outcome<Person>> TryAsync(Guid id, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id && it.ErasedAt == null, cancel) is not { } asked)
                return Refusal.NotFound("person.not_found");

            var survivorId = asked.MergedIntoId ?? id;
            var merge = await db.PersonMerges
                .Where(it => it.PersonId == survivorId && it.UndoneAt == null && (asked.MergedIntoId == null || it.OtherId == id))
                .OrderByDescending(it => it.Id).FirstOrDefaultAsync(cancel);
            if (merge is null || await Records.FindAsync(db, survivorId, cancel) is not { } person)
                return Refusal.Conflict("merge.none");

            var other = await db.People.Include(it => it.Identities).SingleAsync(it => it.Id == merge.OtherId, cancel);
            var now = clock.GetUtcNow();
            var taken = JsonSerializer.Deserialize<Taken>(merge.Snapshot)!;
            foreach (var identity in person.Identities.Where(it => taken.Identities.Contains(it.Id)).ToArray())
            {
                person.Remove(identity, now);
                other.TakeOver(identity, now);
            }

            (await db.Facts.Where(it => taken.Facts.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));
            (await db.ImportantDates.Where(it => taken.Dates.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));
            (await db.ChatSessions.Where(it => taken.Sessions.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));
            var orders = taken.Orders;
            (await db.Orders.Where(it => orders.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));
            var answers = taken.Answers;
            (await db.RecommendationAnswers.Where(it => answers.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));
            var given = await db.Consents.Where(it => it.PersonId == other.Id).ToListAsync(cancel);
            foreach (var copy in (await db.Consents.Where(it => it.PersonId == survivorId).ToListAsync(cancel)).Where(it => taken.Consents.Contains(it.Purpose) && given.Any(own => own.Purpose == it.Purpose && own.At == it.At)))
                db.Consents.Remove(copy); // the other's record still has it
            var places = taken.Organisations;
            db.Memberships.RemoveRange(await db.Memberships.Where(it => it.PersonId == survivorId && places.Contains(it.OrganisationId)).ToListAsync(cancel));
            await GiveBackFieldsAsync(db, survivorId, other.Id, taken.Fields, cancel);
            var conversations = await db.Conversations.Where(it => taken.Conversations.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel);
            conversations.ForEach(it => it.MoveTo(other.Id, actor, now));
            foreach (var conversation in conversations)
                await db.AppendAsync(conversation, cancel);

            var cases = await db.Cases.Where(it => taken.Cases.Contains(it.Id) && it.PersonId == survivorId).ToListAsync(cancel);
            cases.ForEach(it => it.MoveTo(other.Id, actor, now));
            cases.ForEach(db.AppendEvents);
            var moved = cases.ConvertAll(it => it.Id);
            (await db.GivenGestures.Where(it => moved.Contains(it.CaseId)).ToListAsync(cancel)).ForEach(it => it.MoveTo(other.Id));

            // what the survivor got from the other goes; what somebody has written since stays
            person.Restate(
                person.Name == other.Name ? taken.Before.Name : person.Name,
                person.Language == other.Language ? taken.Before.Language : person.Language,
                person.Company == other.Company ? taken.Before.Company : person.Company,
                person.Tier == other.Tier ? taken.Before.Tier : person.Tier, now);
            other.Becomes(null, now);
            merge.Undo(now);
            db.Append(person.Log("person.unmerged", actor, $$"""{"otherId":"{{other.Id}}"}""", now));
            db.Append(other.Log("person.unmerged_from", actor, $$"""{"personId":"{{survivorId}}"}""", now));
            await PersonWords.RewriteAsync(db, person, cancel);
            await PersonWords.RewriteAsync(db, other, cancel);
            await db.SaveChangesAsync(cancel);
            return other;
        }

        // The other's record still has them; with the survivor they go, unless somebody has written something else since.
        private static async Task GiveBackFieldsAsync(AppDb db, Guid survivorId, Guid otherId, Guid[] fieldIds, CancellationToken cancel)
        {
            var rows = await db.FieldValues.Where(it => (it.PersonId == survivorId || it.PersonId == otherId) && fieldIds.Contains(it.FieldId)).OrderBy(it => it.Place).ToListAsync(cancel);
            foreach (var field in rows.GroupBy(it => it.FieldId))
            {
                if (field.Where(it => it.PersonId == survivorId).Select(it => it.Content).SequenceEqual(field.Where(it => it.PersonId == otherId).Select(it => it.Content)))
                    db.FieldValues.RemoveRange(field.Where(it => it.PersonId == survivorId));
            }
        }
    }
}
