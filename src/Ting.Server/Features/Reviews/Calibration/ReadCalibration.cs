using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Reviews.Scorecards;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Calibration;

/// <summary>A session as one may see it: while it is open one's own sheets and how far the others are, afterwards what came of it.</summary>
public sealed class ReadCalibration(IDbContextFactory<AppDb> database, Kept<Roster> roster)
{
    /// <param name="Done">How many conversations each grader has scored.</param>
    /// <param name="Sheets">One's own while the session is open, all of them afterwards.</param>
    /// <param name="Figures">Null while it is open, and when fewer than two have graded.</param>
    public sealed record View(
        CalibrationSession Session, ScorecardContent Content, IReadOnlyList<CalibrationUnit> Units, IReadOnlyDictionary<Guid, long> Numbers, IReadOnlyList<(Guid Grader, int Count)> Done,
        IReadOnlyList<CalibrationSheet> Sheets, CalibrationFigures? Figures, Roster Roster);

    public sealed record Details(CalibrationShape Session, IReadOnlyList<GraderShape> Graders, IReadOnlyList<CriterionShape>? Criteria, double? ScoreAlpha);

    /// <param name="AgentId">Null for the engine.</param>
    /// <param name="Scored">How many conversations.</param>
    /// <param name="Bias">In points of the score against the others: above 0 is lenient; null while the session is open.</param>
    /// <param name="Low">The lower bound of the bias (95 %); null where one conversation alone says nothing of it.</param>
    public sealed record GraderShape(Guid? AgentId, int Scored, double? Bias, double? Low, double? High, double? MeanAbsoluteError);

    /// <param name="RawAgreement">Flatters where nearly everything passes: read it beside alpha.</param>
    /// <param name="Alpha">Krippendorff's, nominal, of all graders.</param>
    /// <param name="Units">Conversations on which two or more can be compared.</param>
    /// <param name="PeopleAlpha">Without the engine.</param>
    /// <param name="Kappa">Cohen's, of exactly two people, or of one and the engine.</param>
    public sealed record CriterionShape(string Criterion, double? RawAgreement, double? Alpha, int Units, double? PeopleAlpha, double? Kappa, double? Ac1);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/calibrations", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Calibrations.AsNoTracking(), session => session.Id, page, "calibrations", cancel)).ToHttp(part => TypedResults.Ok(part.Select(CalibrationShape.Of)));
            })
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("List calibration sessions")
            .Produces<Page<CalibrationShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/calibrations/{id:guid}", async (Guid id, ClaimsPrincipal user, ReadCalibration reading, CancellationToken cancel) =>
                await reading.HandleAsync(id, user.AgentId(), cancel) is { } view ? TypedResults.Ok(Shape(view)) : Refusal.NotFound("calibration.not_found").ToHttp())
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("A calibration session, with its figures once it is closed")
            .Produces<Details>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public async Task<View?> HandleAsync(Guid id, Guid? readerId, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        if (await db.Calibrations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } session)
            return null;

        var content = (await db.ScorecardEditions.AsNoTracking().SingleAsync(it => it.ScorecardId == session.ScorecardId && it.Number == session.Edition, cancel)).Read();
        var units = await db.CalibrationUnits.AsNoTracking().Where(it => it.CalibrationId == id).OrderBy(it => it.Place).ToListAsync(cancel);
        var ids = units.ConvertAll(it => it.ConversationId);
        var numbers = await db.Reviews.AsNoTracking().Where(it => ids.Contains(it.ConversationId)).ToDictionaryAsync(it => it.ConversationId, it => it.Number, cancel);
        var all = await db.CalibrationSheets.AsNoTracking().Where(it => it.CalibrationId == id).ToListAsync(cancel);
        var isClosed = session.ClosedAt is not null;
        return new View(
            session, content, units, numbers, [.. all.CountBy(sheet => sheet.GraderId).OrderBy(it => it.Key).Select(it => (it.Key, it.Value))],
            isClosed ? all : all.FindAll(sheet => sheet.GraderId == readerId && readerId != CalibrationSheet.Engine), isClosed ? CalibrationFigures.Of(content, units.Count, all) : null,
            await roster.ReadAsync(cancel));
    }

    private static Details Shape(View view) => new(
        CalibrationShape.Of(view.Session),
        [.. view.Done.Select(it =>
        {
            var own = view.Figures?.Bias.FirstOrDefault(bias => bias.Grader == it.Grader);
            var bounds = own?.Bias is { IsBounded: true } bounded ? bounded : (Interval?)null; // JSON knows no infinity
            return new GraderShape(Named(it.Grader), it.Count, own?.Bias?.Value, bounds?.Low, bounds?.High, own?.MeanAbsoluteError);
        })],
        view.Figures?.Criteria.Select(it => new CriterionShape(it.Criterion, it.Raw, it.Alpha.Alpha, it.Alpha.Units, it.PeopleAlpha?.Alpha, it.Kappa?.Kappa, it.Ac1?.Ac1)).ToList(),
        view.Figures?.Scores?.Alpha);

    private static Guid? Named(Guid grader) => grader == CalibrationSheet.Engine ? null : grader;
}
