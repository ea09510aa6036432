using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Calibration;

/// <summary>A session begins: conversations are named or drawn among those reviewed last by one edition of a scorecard, and the engine's sheets are laid face down beside them.</summary>
public static class StartCalibration
{
    private const int DrawnAmong = 500;

    public sealed record Request
    {
        [Required, StringLength(120)]
        public string Name { get; set; } = "";

        /// <summary>How many to draw; not needed when conversations are named.</summary>
        [Range(CalibrationSession.FewestUnits, CalibrationSession.MostUnits)]
        public int? Count { get; set; }

        /// <summary>Numbers of conversations.</summary>
        [MaxLength(CalibrationSession.MostUnits)]
        public IReadOnlyList<long>? Conversations { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/calibrations", async (Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, user, cancel)).ToHttp(session => TypedResults.Created($"/api/v1/calibrations/{session.Id}", CalibrationShape.Of(session))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Begin a calibration session: several people score the same conversations blind")
            .Produces<CalibrationShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed class Handler(IDbContextFactory<AppDb> database, Kept<RoleBook> roles, TimeProvider clock)
    {
        public async Task<Outcome<CalibrationSession>> HandleAsync(Request request, ClaimsPrincipal user, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name") is { } nameless)
                return nameless;
            if (request.Conversations is { Count: > 0 } ? request.Conversations.Distinct().Count() is < CalibrationSession.FewestUnits or > CalibrationSession.MostUnits : request.Count is not (>= CalibrationSession.FewestUnits and <= CalibrationSession.MostUnits))
                return Refusal.Invalid("calibration.size", "count");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Reviews.AsNoTracking().OrderByDescending(it => it.ResolvedAt).ThenByDescending(it => it.Id).FirstOrDefaultAsync(it => it.AgentId != null, cancel) is not { } last)
                return Refusal.Conflict("calibration.nothing");

            var now = clock.GetUtcNow();
            var named = request.Conversations?.Distinct().ToList() ?? [];
            var first = named.Count == 0 ? last : await db.Reviews.AsNoTracking().FirstOrDefaultAsync(it => it.Number == named[0], cancel);
            if (first is null)
                return Refusal.Invalid("calibration.strange", "conversations");
            var session = new CalibrationSession(request.Name, first.ScorecardId, first.Edition, user.AgentId(), now);
            var same = db.Reviews.AsNoTracking().Where(it => it.ScorecardId == session.ScorecardId && it.Edition == session.Edition && it.AgentId != null);
            List<Review> chosen;
            if (named.Count > 0)
            {
                chosen = await same.Where(it => named.Contains(it.Number)).ToListAsync(cancel);
                if (chosen.Count != named.Count)
                    return Refusal.Invalid("calibration.strange", "conversations");
                chosen.Sort((one, other) => one.Number.CompareTo(other.Number));
            }
            else
            {
                var recent = await same.OrderByDescending(it => it.ResolvedAt).ThenByDescending(it => it.Id).Take(DrawnAmong).ToListAsync(cancel);
                if (recent.Count < request.Count)
                    return Refusal.Conflict("calibration.nothing");
                // Nobody scores their own work, so what somebody did who may score is drawn only where nothing else is left.
                var may = await roles.ReadAsync(cancel);
                var graders = (await db.Agents.AsNoTracking().Select(it => new { it.Id, it.Role }).ToListAsync(cancel)).Where(it => may.Allows(it.Role, Permission.ReviewQuality)).Select(it => it.Id).ToHashSet();
                chosen = [.. recent.OrderBy(it => graders.Contains(it.AgentId!.Value)).ThenBy(it => Convert.ToHexString(SHA256.HashData([.. session.Id.ToByteArray(), .. it.ConversationId.ToByteArray()])), StringComparer.Ordinal).Take(request.Count!.Value)];
            }

            db.Calibrations.Add(session);
            foreach (var (review, place) in chosen.Select((review, at) => (review, at + 1)))
            {
                db.CalibrationUnits.Add(new CalibrationUnit(session.Id, place, review.ConversationId));
                var sheet = new CalibrationSheet(session.Id, place, CalibrationSheet.Engine);
                sheet.Fill(review.ReadEngine(), new(review.EngineScore, review.EngineAutoFailed), now);
                db.CalibrationSheets.Add(sheet);
            }

            await db.SaveChangesAsync(cancel);
            return session;
        }
    }
}

/// <summary>A calibration session as the API shows it.</summary>
public sealed record CalibrationShape(Guid Id, string Name, Guid ScorecardId, int Edition, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt)
{
    internal static CalibrationShape Of(CalibrationSession it) => new(it.Id, it.Name, it.ScorecardId, it.Edition, it.CreatedAt, it.ClosedAt);
}
