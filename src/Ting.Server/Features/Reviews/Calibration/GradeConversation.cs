using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Calibration;

/// <summary>Somebody scores one conversation of a session, without seeing anybody else's sheet; and the session is closed, from when on all are seen.</summary>
public static class GradeConversation
{
    public sealed record Request
    {
        /// <summary>One for each criterion.</summary>
        [Required]
        public IReadOnlyList<SheetInput> Results { get; set; } = [];
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/calibrations/{id:guid}/units/{place:int}/sheet", async (Guid id, int place, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, place, request, user, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Score a conversation of a calibration session")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/calibrations/{id:guid}/close", async (Guid id, Handler handler, CancellationToken cancel) =>
                (await handler.CloseAsync(id, cancel)).ToHttp(session => TypedResults.Ok(CalibrationShape.Of(session))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Close a calibration session: nobody scores any more, and its figures are shown")
            .Produces<CalibrationShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(Guid id, int place, Request request, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            if (user.AgentId() is not { } graderId)
                return Refusal.Forbidden("calibration.people_only");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Calibrations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } session
                || await db.CalibrationUnits.AsNoTracking().SingleOrDefaultAsync(it => it.CalibrationId == id && it.Place == place, cancel) is not { } unit)
                return Refusal.NotFound("calibration.not_found");
            if (session.ClosedAt is not null)
                return Refusal.Conflict("calibration.closed");
            if (await db.Reviews.AnyAsync(it => it.ConversationId == unit.ConversationId && it.AgentId == graderId, cancel))
                return Refusal.Forbidden("review.own");

            var content = (await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == session.ScorecardId && it.Number == session.Edition, cancel)).Read();
            if (SheetInput.Read(content, request.Results, await ReadReview.MessagesAsync(db, unit.ConversationId, cancel)).IsRefused(out var refusal, out var results))
                return refusal;

            var sheet = await db.CalibrationSheets.SingleOrDefaultAsync(it => it.CalibrationId == id && it.Place == place && it.GraderId == graderId, cancel)
                ?? db.CalibrationSheets.Add(new CalibrationSheet(id, place, graderId)).Entity;
            sheet.Fill(results, ReviewScore.Of(content, results), clock.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            return true;
        });

        public Task<Outcome<CalibrationSession>> CloseAsync(Guid id, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<CalibrationSession>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Calibrations.SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } session)
                return Refusal.NotFound("calibration.not_found");
            if (session.ClosedAt is null)
            {
                session.Close(clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
            }

            return session;
        });
    }
}
