using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Ting.Server.Features.Academy.Practice;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Lessons;

/// <summary>A supervisor asks the reviewed agent to take the course that a failed criterion leads to.</summary>
public static class AssignLesson
{
    public sealed record Request
    {
        [Required, StringLength(40)]
        public string Criterion { get; set; } = "";
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/reviews/{id:guid}/lessons", async (Guid id, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Ask the reviewed agent to take the course of a criterion")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, AssignCourse.Handler assigning, IStringLocalizer<ReviewsText> text, TimeProvider clock)
    {
        public async Task<Outcome<bool>> HandleAsync(Guid id, Request request, ClaimsPrincipal user, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } review)
                return Refusal.NotFound("review.not_found");
            if (review.AgentId is not { } agentId || await db.CriterionOfAsync(review, request.Criterion, cancel) is not { Course: { } course } criterion)
                return Refusal.Conflict("review.without_course");

            var language = await db.Agents.Where(it => it.Id == agentId).Select(it => it.Language).SingleOrDefaultAsync(cancel) ?? "en";
            var reason = LessonReason.In(language, () => text["lesson.reason.one", criterion.Text.In(language), review.Number]);
            if ((await assigning.HandleAsync(user.AgentId(), new() { AgentId = agentId, Course = course, Reason = reason }, cancel)).IsRefused(out var refusal, out _))
                return refusal;
            db.ReviewEntries.Add(new ReviewEntry(review, ReviewEntryKind.Lesson, user.Actor(), clock.GetUtcNow(), course, criterion.Key));
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}
