using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.Practice;

/// <summary>A trainer or supervisor asks an agent to take a course, and says why. Asked again, it counts from then on.</summary>
public static class AssignCourse
{
    public sealed record Request
    {
        public Guid AgentId { get; set; }
        public string Course { get; set; } = "";

        /// <summary>Read by the agent.</summary>
        public string Reason { get; set; } = "";

        public DateTimeOffset? DueAt { get; set; }
    }

    public sealed record Response(Guid Id, Guid AgentId, string Course, string Reason, DateTimeOffset At, DateTimeOffset? DueAt, DateTimeOffset? DoneAt)
    {
        internal static Response Of(Assignment assignment) =>
            new(assignment.Id, assignment.AgentId, assignment.Course, assignment.Reason, assignment.At, assignment.DueAt, assignment.DoneAt);
    }

    public static bool MayAssign(ClaimsPrincipal user) => user.May(Permission.Train) || user.May(Permission.ReviewQuality);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/courses/{key}/assignments", async (string key, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                request.Course = key;
                return MayAssign(user)
                    ? (await handler.HandleAsync(user.AgentId(), request, cancel)).ToHttp(assignment => TypedResults.Created((string?)null, Response.Of(assignment)))
                    : Refusal.Forbidden("academy.trainers_only").ToHttp();
            })
            .WithSummary("Ask an agent to take a course")
            .Produces<Response>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<CourseBook> books, TimeProvider clock)
    {
        /// <param name="assignedBy">Null for a program.</param>
        public async Task<Outcome<Assignment>> HandleAsync(Guid? assignedBy, Request request, CancellationToken cancel)
        {
            if ((await books.ReadAsync(cancel)).Find(request.Course, "en") is not { } course)
                return Refusal.NotFound("course.not_found");
            if (Check.Name(request.Reason, "reason", Assignment.LongestReason) is { } refusal)
                return refusal;
            if (request.DueAt is { } due && due <= clock.GetUtcNow())
                return Refusal.Invalid("assignment.past", "dueAt");

            return await Attempts.OnConflictAsync<Outcome<Assignment>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.Set<Agents.Agent>().AnyAsync(agent => agent.Id == request.AgentId && agent.Active, cancel))
                    return Refusal.NotFound("agent.not_found");

                var now = clock.GetUtcNow();
                var assignment = await db.Assignments.SingleOrDefaultAsync(it => it.AgentId == request.AgentId && it.Course == course.Key, cancel);
                if (assignment is null)
                    assignment = db.Assignments.Add(new Assignment(request.AgentId, course.Key, assignedBy, request.Reason, request.DueAt, now)).Entity;
                else
                    assignment.Renew(assignedBy, request.Reason, request.DueAt, now);
                await db.SaveChangesAsync(cancel);
                return assignment;
            });
        }
    }

    /// <summary>The end of a day that a browser's date field names, where the reader is.</summary>
    internal static DateTimeOffset? EndOf(string? day, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var end = date.ToDateTime(new TimeOnly(23, 59));
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
