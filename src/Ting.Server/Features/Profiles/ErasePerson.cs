using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Chat;
using Ting.Server.Features.Audiences;
using Ting.Server.Features.Consents;
using Ting.Server.Features.Fans.Community;
using Ting.Server.Features.Fans.Magazine;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Features.Recommendations;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Profiles;

/// <summary>A person asks to be forgotten. What remains says that something was said and done, and names nobody.</summary>
public static class ErasePerson
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/people/{id:guid}", EraseAsync)
            .RequireAuthorization(Permission.ErasePeople)
            .WithSummary("Forget a person: the same as erase")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/people/{id:guid}/erase", EraseAsync)
            .RequireAuthorization(Permission.ErasePeople)
            .WithSummary("Forget a person: name, identities, facts, words and readings are gone for good")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> EraseAsync(Guid id, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
        (await handler.HandleAsync(id, user.Actor(), cancel)).ToHttp(_ => TypedResults.NoContent());

    public sealed class Handler(WholeDatabase database, ForgetWords.Handler words, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid id, string actor, CancellationToken cancel)
        {
            if ((await Attempts.OnConflictAsync(() => TryAsync(id, actor, cancel))).IsRefused(out var refusal, out var all))
                return refusal;

            // The jobs see to it that this happens even if we do not get to the end now.
            foreach (var personId in all)
                await words.HandleAsync(new ForgetWords(personId, actor), cancel);
            return true;
        }

        /// <returns>The person and every record that had become part of theirs.</returns>
        private async Task<Outcome<IReadOnlyList<Guid>>> TryAsync(Guid id, string actor, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                return Refusal.NotFound("person.not_found");

            var now = clock.GetUtcNow();
            var ids = await TogetherAsync(db, id, cancel);
            db.Subscribers.RemoveRange(await SubscriberLookup.OfPeopleAsync(db, ids, cancel)); // found by their addresses, so before those go
            await PostsOf.ForgetAsync(db, ids, cancel);
            foreach (var person in await db.People.Include(it => it.Identities).Where(it => ids.Contains(it.Id) && it.ErasedAt == null).ToListAsync(cancel))
            {
                db.Identities.RemoveRange(person.Identities);
                person.Erase(now);
                db.Append(person.Log("person.erased", actor, "{}", now));
                db.Enqueue(new ForgetWords(person.Id, actor), now);
                await PersonWords.RewriteAsync(db, person, cancel);
            }

            db.Facts.RemoveRange(await db.Facts.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.FieldValues.RemoveRange(await db.FieldValues.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.Consents.RemoveRange(await db.Consents.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.RecommendationAnswers.RemoveRange(await db.RecommendationAnswers.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.ImportantDates.RemoveRange(await db.ImportantDates.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            (await db.Orders.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel)).ForEach(it => it.Forget());
            db.Memberships.RemoveRange(await db.Memberships.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.ChatSessions.RemoveRange(await db.ChatSessions.Where(it => it.PersonId != null && ids.Contains(it.PersonId.Value)).ToListAsync(cancel));
            (await db.SurveyResponses.Where(it => it.PersonId != null && ids.Contains(it.PersonId.Value)).ToListAsync(cancel)).ForEach(it => it.Forget());
            db.PeopleToAsk.RemoveRange(await db.PeopleToAsk.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            db.SurveyInvitations.RemoveRange(await db.SurveyInvitations.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel));
            (await db.PersonMerges.Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel)).ForEach(it => it.Forget());
            await db.SaveChangesAsync(cancel);
            return Outcome.Of<IReadOnlyList<Guid>>(ids);
        }

        private static async Task<List<Guid>> TogetherAsync(AppDb db, Guid id, CancellationToken cancel)
        {
            List<Guid> all = [id];
            for (var next = 0; next < all.Count; next++)
            {
                var survivor = all[next];
                var taken = await db.PersonMerges.Where(it => it.PersonId == survivor && it.UndoneAt == null).Select(it => it.OtherId).ToListAsync(cancel);
                all.AddRange(taken.Except(all));
            }

            return all;
        }
    }
}
