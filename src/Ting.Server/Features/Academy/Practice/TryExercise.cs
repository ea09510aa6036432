using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>An agent answers an exercise: it is graded at once, kept, and comes back when it went wrong.</summary>
public static class TryExercise
{
    private const int MostPicks = 40;

    public sealed record Request
    {
        /// <summary>zh-Hans, ja or en: of the course. Without it the language of the request.</summary>
        public string? Language { get; set; }

        /// <summary>For what is written.</summary>
        public string? Text { get; set; }

        /// <summary>For what is picked: see the course.</summary>
        public IReadOnlyList<int>? Picks { get; set; }
    }

    public sealed record Response(Guid Id, Verdict Verdict, int Score, IReadOnlyList<Point> Points, string? Better, DateTimeOffset? DueAt);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/courses/{key}/exercises/{exercise}/attempts", async (string key, string exercise, Request request, ClaimsPrincipal user, DateFormats dates, Handler handler, CancellationToken cancel) =>
                user.AgentId() is { } agent
                    ? (await handler.HandleAsync(agent, key, exercise, request, dates.Zone, cancel)).ToHttp(answer => TypedResults.Created($"/api/v1/attempts/{answer.Id}", answer))
                    : Refusal.Forbidden("academy.agents_only").ToHttp())
            .WithSummary("Answer an exercise; it is graded at once")
            .Produces<Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<CourseBook> books, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Guid agentId, string courseKey, string exerciseKey, Request request, TimeZoneInfo zone, CancellationToken cancel)
        {
            var explainIn = Languages.Current.Code;
            var language = string.IsNullOrEmpty(request.Language) ? explainIn : Languages.All.FirstOrDefault(it => it.Code == request.Language)?.Code;
            if (language is null)
                return Refusal.Invalid("form.language", "language");
            if ((await books.ReadAsync(cancel)).Find(courseKey, language) is not { } course)
                return Refusal.NotFound("course.not_found");
            if (course.ExerciseOf(exerciseKey) is not { } exercise)
                return Refusal.NotFound("exercise.not_found");
            if (Unfit(exercise, request) is { } refusal)
                return refusal;

            var answer = new Answer(exercise.IsWritten ? request.Text!.Trim() : null, exercise.IsWritten ? null : request.Picks);
            var grade = Grader.Of(exercise, answer, course.Language, explainIn);
            return await Attempts.OnConflictAsync<Outcome<Response>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var now = clock.GetUtcNow();
                var attempt = new Attempt(agentId, course, exercise, answer, grade, now);
                db.Attempts.Add(attempt);

                var cards = await db.PracticeCards.Where(it => it.AgentId == agentId && it.Course == course.Key).ToListAsync(cancel);
                var card = cards.Find(it => it.Exercise == exercise.Key);
                if (card is null)
                {
                    card = db.PracticeCards.Add(new PracticeCard(agentId, course.Key, exercise.Key)).Entity;
                    cards.Add(card);
                }

                card.Count(grade.Verdict, now, zone);
                if (await db.Assignments.SingleOrDefaultAsync(it => it.AgentId == agentId && it.Course == course.Key, cancel) is { DoneAt: null } assignment && IsDoneSince(course, cards, assignment.At))
                    assignment.Finish(now);
                await db.SaveChangesAsync(cancel);
                return new Response(attempt.Id, grade.Verdict, grade.Score, grade.Points, grade.Better, card.DueAt);
            });
        }

        // Everything was right once, and the test again since it was asked for.
        private static bool IsDoneSince(Course course, List<PracticeCard> cards, DateTimeOffset since) =>
            course.Exercises.All(exercise => cards.Exists(card => card.Exercise == exercise.Key && card.Best is Verdict.Right && (!exercise.IsTest || (card.Last is Verdict.Right && card.LastAt >= since))));

        private static Refusal? Unfit(Exercise exercise, Request request) =>
            exercise.IsWritten && string.IsNullOrWhiteSpace(request.Text) ? Refusal.Invalid("form.required", "text")
            : exercise.IsWritten && request.Text!.Length > Answer.LongestText ? Refusal.Invalid("form.too_long", "text")
            : !exercise.IsWritten && (request.Picks is not { Count: > 0 } picks || picks.Count > MostPicks) ? Refusal.Invalid("answer.nothing_picked", "picks")
            : null;
    }
}
