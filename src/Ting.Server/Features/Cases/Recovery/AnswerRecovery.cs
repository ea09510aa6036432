using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases.Recovery;

/// <summary>The customer says how it is now that the complaint is closed. Somebody who is still unhappy has the case opened again (PROB-01: keep in touch until satisfaction is confirmed).</summary>
public static class AnswerRecovery
{
    /// <summary>Up to here an answer opens the case again.</summary>
    public const int StillUnhappy = 2;

    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="score">1 to 5; null for somebody who would rather not say.</param>
        public async Task<Outcome<RecoveryRating>> HandleAsync(Guid caseId, int round, int? score, string? comment, CancellationToken cancel)
        {
            if (score is < 1 or > 5)
                return Refusal.Invalid("recovery.score", "score");
            if (comment is { Length: > 2000 })
                return Refusal.Invalid("recovery.comment", "comment");

            var outcome = await Attempts.OnConflictAsync<Outcome<RecoveryRating>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.RecoveryRatings.FindAsync([caseId, round], cancel) is not { } rating || await db.Cases.FindAsync([caseId], cancel) is not { } matter)
                    return Refusal.NotFound("recovery.not_found");

                var (now, said) = (clock.GetUtcNow(), string.IsNullOrWhiteSpace(comment) ? null : comment.Trim());
                if ((rating.Score, rating.Comment) == (score, said) && (score is not null || rating.DeclinedAt is not null))
                    return rating; // sent twice, said once
                if ((score is { } given ? rating.Answer(given, said, now) : rating.Decline(now)).IsRefused(out var refusal, out _))
                    return refusal;

                matter.Log(score is null ? "case.declined_again" : "case.answered_again", "customer", now, new { round, score, comment = said is not null });
                if (score <= StillUnhappy && !matter.IsOpen && matter.Round == round)
                    CloseCase.Handler.Reopen(db, matter, said is null ? $"{score}/5" : $"{score}/5 · {said}", now + Case.UsualTime(matter.Kind), "customer", now);
                await db.SaveAsync(matter, cancel);
                return rating;
            });
            SaveCase.Announce(live, caseId);
            return outcome;
        }
    }
}
