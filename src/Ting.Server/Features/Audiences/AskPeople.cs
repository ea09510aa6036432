using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Features.Surveys.Invitations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Audiences;

/// <summary>Asks some of a round, and comes again for the others. Each is asked by the rules that hold at that moment; who was told is not told again.</summary>
public sealed record AskPeople(Guid RoundId) : IJob
{
    public const string Topic = "rounds";

    private const int AtOnce = 25;

    public static string Name => "ask-people";

    internal sealed class Handler(IDbContextFactory<AppDb> database, InviteToSurvey.Handler invitations, LiveFeed live, TimeProvider clock) : IJobHandler<AskPeople>
    {
        public async Task HandleAsync(AskPeople job, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.AskRounds.SingleOrDefaultAsync(it => it.Id == job.RoundId, cancel) is not { FinishedAt: null } round)
                return;

            var some = await db.PeopleToAsk.Where(it => it.RoundId == job.RoundId).OrderBy(it => it.PersonId).Take(AtOnce).ToListAsync(cancel);
            foreach (var next in some)
            {
                if (await AskAsync(db, round, next, cancel))
                    round.Ask();
                else
                    round.Leave(1);
                db.PeopleToAsk.Remove(next);
                await db.SaveChangesAsync(cancel);
            }

            if (some.Count < AtOnce)
                round.Finish(clock.GetUtcNow());
            else
                db.Enqueue(job, clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            live.Publish(Topic);
        }

        // Two records that became one meanwhile are one person. Who was asked just before this server stopped counts as asked.
        private async Task<bool> AskAsync(AppDb db, AskRound round, PersonToAsk next, CancellationToken cancel)
        {
            if (await PersonFinder.FindAsync(db, next.PersonId, cancel) is not { Id: var personId })
                return false;

            var request = new InviteToSurvey.Request { PersonId = personId, ConversationId = next.ConversationId };
            return !(await invitations.HandleAsync(round.SurveyId, request, round.Actor, isRule: false, cancel)).IsRefused(out _, out _)
                || await db.SurveyInvitations.AnyAsync(it => it.SurveyId == round.SurveyId && it.ConversationId == next.ConversationId && it.Actor == round.Actor && it.SentAt >= round.StartedAt, cancel);
        }
    }
}
