using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recommendations;

/// <summary>An agent did what was recommended, or says why not. Either is remembered, and the same is not said again for a time.</summary>
public static class AnswerRecommendation
{
    public sealed record Request
    {
        /// <summary>Of a recommendation that is made now.</summary>
        public string Key { get; set; } = "";

        public AnswerKind Kind { get; set; }

        /// <summary>Why not; needed to dismiss.</summary>
        public DismissReason? Reason { get; set; }

        public string? Note { get; set; }
    }

    public sealed record Response(Guid Id, string Key, AnswerKind Kind, DismissReason? Reason, string Note, DateTimeOffset At, DateTimeOffset Until)
    {
        internal static Response Of(RecommendationAnswer it) => new(it.Id, it.Key, it.Kind, it.Reason, it.Note, it.At, it.Until);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, ReadRecommendations reading, TimeProvider clock)
    {
        public Task<Outcome<RecommendationAnswer>> HandleAsync(Guid personId, Request request, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<RecommendationAnswer>>(async () =>
        {
            if (!Enum.IsDefined(request.Kind))
                return Refusal.Invalid("form.choice", "kind");
            if (request.Kind is AnswerKind.Dismissed ? request.Reason is not { } reason || !Enum.IsDefined(reason) : request.Reason is not null)
                return Refusal.Invalid("recommendation.reason", "reason");
            if (request.Note?.Trim().Length > RecommendationAnswer.MostNote)
                return Refusal.Invalid("form.too_long", "note");
            if (await reading.HandleAsync(personId, cancel) is not { } advice)
                return Refusal.NotFound("person.not_found");
            if (advice.Items.All(it => it.Key != request.Key))
                return Refusal.Conflict("recommendation.gone");

            await using var db = await database.CreateDbContextAsync(cancel);
            var person = await db.People.SingleAsync(it => it.Id == personId, cancel);
            var now = clock.GetUtcNow();
            var answer = db.RecommendationAnswers.Add(new RecommendationAnswer(personId, request.Key, request.Kind, request.Reason, request.Note ?? "", user.Actor(), now)).Entity;
            db.Append(person.Log(
                request.Kind is AnswerKind.Done ? "recommendation.done" : "recommendation.dismissed", user.Actor(),
                JsonSerializer.Serialize(new { answerId = answer.Id, key = request.Key, reason = request.Reason is { } why ? JsonNamingPolicy.CamelCase.ConvertName(why.ToString()) : null }), now));
            await db.SaveChangesAsync(cancel);
            return answer;
        });
    }
}
