using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Audiences;

/// <summary>A survey goes out to an audience: who is in it now, as whoever begins it may see, is written down, and asked one after the other.</summary>
public static class StartRound
{
    public sealed record Request
    {
        /// <summary>view:ID or segment:ID.</summary>
        public string Audience { get; set; } = "";
    }

    public sealed class Handler(PreviewRound previews, WholeDatabase database, TimeProvider clock)
    {
        public async Task<Outcome<AskRound>> HandleAsync(Guid surveyId, Request request, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (AudienceKey.Read(request.Audience) is not { } key)
                return Refusal.Invalid("form.choice", "audience");
            if ((await previews.HandleAsync(surveyId, key, user.AgentId(), cancel)).IsRefused(out var refusal, out var view))
                return refusal;
            if (view.Asked.Count == 0)
                return Refusal.Conflict("round.nobody");

            var now = clock.GetUtcNow();
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.AskRounds.AnyAsync(it => it.SurveyId == surveyId && it.FinishedAt == null, cancel))
                return Refusal.Conflict("round.running");

            var round = new AskRound(surveyId, view.Audience, user.Actor(), now);
            round.Leave(view.LeftOut.All);
            db.AskRounds.Add(round);
            db.PeopleToAsk.AddRange(view.Asked.Select(it => new PersonToAsk(round.Id, it.PersonId, it.ConversationId!.Value)));
            db.Enqueue(new AskPeople(round.Id), now);
            await db.SaveChangesAsync(cancel);
            return round;
        }
    }
}
