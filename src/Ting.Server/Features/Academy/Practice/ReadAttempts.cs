using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.Grading;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>Attempts, newest first: an agent's own, or those that a trainer may see of somebody else.</summary>
public static class ReadAttempts
{
    private const string ListName = "attempts";

    /// <param name="Answer">As it was given.</param>
    public sealed record Item(Guid Id, Guid AgentId, string Course, string Exercise, string Language, Answer Answer, Verdict Verdict, int Score, DateTimeOffset At)
    {
        internal static Item Of(Attempt attempt) =>
            new(attempt.Id, attempt.AgentId, attempt.Course, attempt.Exercise, attempt.Language, attempt.Given, attempt.Verdict, attempt.Score, attempt.At);
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/attempts", async (Guid? agent, [AsParameters] PageQuery page, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.ListAsync(agent, page, user, cancel)).ToHttp(TypedResults.Ok))
            .WithSummary("Attempts, newest first: one's own, or for trainers another agent's, those of private courses left out")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<CourseBook> books)
    {
        /// <returns>Null when there is none, or it is somebody else's, or of another exercise.</returns>
        public async Task<Attempt?> FindAsync(Guid agentId, Guid id, string course, string exercise, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Attempts.AsNoTracking().SingleOrDefaultAsync(attempt => attempt.Id == id && attempt.AgentId == agentId && attempt.Course == course && attempt.Exercise == exercise, cancel);
        }

        internal async Task<Outcome<Page<Item>>> ListAsync(Guid? asked, PageQuery page, ClaimsPrincipal user, CancellationToken cancel)
        {
            var own = user.AgentId();
            if ((asked ?? own) is not { } agentId)
                return Refusal.Invalid("form.required", "agent");
            if (agentId != own && !user.May(Permission.Train))
                return Refusal.Forbidden("academy.trainers_only");
            if (page.After(ListName).IsRefused(out var refusal, out var place))
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            var rows = db.Attempts.AsNoTracking().Where(attempt => attempt.AgentId == agentId);
            if (agentId != own)
            {
                var hidden = (await books.ReadAsync(cancel)).In("en").Where(course => course.IsPrivate).Select(course => course.Key).ToList();
                rows = rows.Where(attempt => !hidden.Contains(attempt.Course));
            }

            var found = await rows.Downward(place, attempt => attempt.Id).Take(page.Size + 1).ToListAsync(cancel);
            return Page.Of(found, page.Size, ListName, attempt => Place.Of(attempt.Id), Item.Of);
        }
    }
}
