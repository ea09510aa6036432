using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Answers;

/// <summary>A customer takes all their answers back, or wants no more surveys. Both hold at once.</summary>
public static class WithdrawAnswers
{
    public sealed class Handler(IDbContextFactory<AppDb> database, SurveyDoor door, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(string token, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await door.FindAsync(db, token, cancel) is not { } room)
                return Refusal.NotFound("survey.unknown");
            if (room.Response is { } response)
                db.SurveyResponses.Remove(response);
            await db.SaveChangesAsync(cancel);
            return true;
        });

        /// <summary>Nobody asks this person any more. A link that belongs to nobody has nobody to spare.</summary>
        public Task<Outcome<bool>> OptOutAsync(string token, bool isOut, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await door.FindAsync(db, token, cancel) is not { Invitation.PersonId: var personId })
                return Refusal.NotFound("survey.unknown");

            var known = await db.SurveyOptOuts.FindAsync([personId], cancel);
            if (isOut && known is null)
                db.SurveyOptOuts.Add(new SurveyOptOut(personId, clock.GetUtcNow()));
            else if (!isOut && known is not null)
                db.SurveyOptOuts.Remove(known);
            await db.SaveChangesAsync(cancel);
            return true;
        });
    }
}
