using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Insights;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Moments;

/// <summary>Moments of truth for programs: the same rows, rules and permissions as the pages.</summary>
internal static class MomentEndpoints
{
    public sealed record TouchpointItem(Guid Id, Wording Names, JourneyStage Stage, MeetingChannel Channel, Guid? SurveyId, Guid? LabelId, bool Active, int Version)
    {
        internal static TouchpointItem Of(Touchpoint it) => new(it.Id, it.ReadNames(), it.Stage, it.Channel, it.SurveyId, it.LabelId, it.Active, it.Version);
    }

    public sealed record TouchpointItems(IReadOnlyList<TouchpointItem> Touchpoints);

    /// <param name="Low">Of the interval of 95 %; null where one value alone says nothing of the spread.</param>
    public sealed record ScoreItem(double? Score, double? Low, double? High, int Count, int FromCustomers, double? Appearance, double? Behaviour, double? Communication, bool IsCut)
    {
        internal static ScoreItem Of(TouchpointScore it) => new(
            it.Score?.Value, it.Score is { IsBounded: true } low ? low.Low : null, it.Score is { IsBounded: true } high ? high.High : null, it.Count, it.FromCustomers, it.Appearance, it.Behaviour, it.Communication, it.IsCut);
    }

    public sealed record MomentItem(Guid Id, Guid TouchpointId, Guid? AgentId, DateTimeOffset At, int Seconds, double Appearance, double Behaviour, double Communication, string Note)
    {
        internal static MomentItem Of(LoggedMoment it) => new(it.Id, it.TouchpointId, it.AgentId, it.At, it.Seconds, it.Appearance, it.Behaviour, it.Communication, it.Note);
    }

    public sealed record WeightsItem(WeightPoints Person, WeightPoints Digital);

    public sealed record CueItem(
        Guid Id, string Text, CueFeeling Feeling, CueArea Area, JourneyStage Stage, CueStatus Status, Guid? OwnerId, string CopiedFrom, Guid? ImprovementId, int Version)
    {
        internal static CueItem Of(ExperienceCue it) => new(it.Id, it.Text, it.Feeling, it.Area, it.Stage, it.Status, it.OwnerId, it.CopiedFrom, it.ImprovementId, it.Version);
    }

    public sealed record SolutionItem(Guid Id, Guid AgentId, string Did, string Learned, decimal Cost, string Currency, bool WithinAuthority, Guid? CaseId, DateTimeOffset At)
    {
        internal static SolutionItem Of(UnusualSolution it) =>
            new(it.Id, it.AgentId, it.Did, it.Learned, it.Currency.Length == 0 ? 0 : Cases.Gestures.Currency.FromSmallest(it.Cost, it.Currency), it.Currency, it.WithinAuthority, it.CaseId, it.At);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var moments = api.MapGroup("/moments");
        MapTouchpoints(moments);
        MapCues(moments);
        MapSolutions(moments);
        MapFigures(moments);
    }

    private static void MapTouchpoints(RouteGroupBuilder moments)
    {
        moments.MapGet("/touchpoints", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new TouchpointItems([.. (await db.Touchpoints.AsNoTracking().OrderBy(it => it.Id).Take(Touchpoint.Most).ToListAsync(cancel)).Select(TouchpointItem.Of)]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List touchpoints: where customers meet us");

        moments.MapPost("/touchpoints", async (SaveTouchpoint.Request request, SaveTouchpoint.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/moments/touchpoints/{it.Id}", TouchpointItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Name a touchpoint")
            .Produces<TouchpointItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        moments.MapPut("/touchpoints/{id:guid}", async (Guid id, SaveTouchpoint.Request request, HttpContext http, SaveTouchpoint.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(TouchpointItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Change a touchpoint")
            .Produces<TouchpointItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        moments.MapGet("/touchpoints/{id:guid}/score", async (Guid id, DateTimeOffset? from, DateTimeOffset? to, IDbContextFactory<AppDb> database, TouchpointScores scores, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Touchpoints.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } touchpoint)
                    return Refusal.NotFound("touchpoint.not_found").ToHttp();
                var now = clock.GetUtcNow();
                return TypedResults.Ok(ScoreItem.Of(await scores.OfAsync(touchpoint, from ?? now.AddDays(-90), to ?? now.AddMinutes(5), cancel)));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("The score of a touchpoint, 1 to 5, with its interval; of the last 90 days when nothing else is asked")
            .Produces<ScoreItem>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        moments.MapPost("/touchpoints/{id:guid}/moments", async (Guid id, LogMoment.Request request, ClaimsPrincipal user, LogMoment.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), cancel)).ToHttp(it => TypedResults.Created($"/api/v1/moments/touchpoints/{id}/moments/{it.Id}", MomentItem.Of(it))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Log a moment of truth: with whom, how long, and how it was")
            .Produces<MomentItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        moments.MapGet("/weights", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var settings = await ImpressionSettings.ReadAsync(db, cancel);
                return TypedResults.Ok(new WeightsItem(settings.Person, settings.Digital));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What the three parts of a first impression weigh");

        moments.MapPut("/weights", async (SaveImpressionWeights.Request request, SaveImpressionWeights.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(request, cancel)).ToHttp(it => TypedResults.Ok(new WeightsItem(it.Person, it.Digital))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Say what the three parts of a first impression weigh")
            .Produces<WeightsItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static void MapCues(RouteGroupBuilder moments)
    {
        moments.MapGet("/cues", async (CueArea? area, JourneyStage? stage, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(CueRegister.Of(db, area, stage, null), it => it.Id, page, "cues", cancel)).ToHttp(part => TypedResults.Ok(part.Select(CueItem.Of)));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List what customers meet with us, by area and stage of their way")
            .Produces<Page<CueItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        moments.MapPost("/cues", async (SaveCue.Request request, SaveCue.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/moments/cues/{it.Id}", CueItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Put a cue into the register")
            .Produces<CueItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        moments.MapPut("/cues/{id:guid}", async (Guid id, SaveCue.Request request, HttpContext http, SaveCue.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(CueItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Change a cue")
            .Produces<CueItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        moments.MapDelete("/cues/{id:guid}", async (Guid id, SaveCue.Handler handler, CancellationToken cancel) => (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Take a cue out of the register")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapSolutions(RouteGroupBuilder moments)
    {
        moments.MapGet("/solutions", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.UnusualSolutions.AsNoTracking(), it => it.Id, page, "solutions", cancel)).ToHttp(part => TypedResults.Ok(part.Select(SolutionItem.Of)));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("List what the front line did of its own accord")
            .Produces<Page<SolutionItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        moments.MapPost("/solutions", async (LogSolution.Request request, ClaimsPrincipal user, LogSolution.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(user, request, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/moments/solutions/{it.Id}", SolutionItem.Of(it))))
            .RequireAuthorization(Permission.WorkCases)
            .WithSummary("Tell of an unusual solution: what was done, what it cost, what was learned")
            .Produces<SolutionItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <param name="Shares">fast: within fifteen seconds; greets; namesPerson; clean: nothing for the coach to put right.</param>
    public sealed record FirstAnswersReport(int Count, double? MedianSeconds, IReadOnlyDictionary<string, ReportAnswers.ShareShape> Shares);

    public sealed record EffortItem(Guid? LabelId, string? Name, int Resolved, double Messages, double Steps, ReportAnswers.ShareShape Transferred, ReportAnswers.ShareShape Repeated)
    {
        internal static EffortItem Of(EffortCounts it, Guid? labelId = null, string? name = null) => new(
            labelId, name, it.Count, it.MessagesEach, it.Steps, ReportAnswers.ShareShape.Of(it.Transferred, it.Count), ReportAnswers.ShareShape.Of(it.Repeated, it.Count));
    }

    public sealed record EffortAnswer(EffortItem All, IReadOnlyList<EffortItem> Topics);

    private static void MapFigures(RouteGroupBuilder moments)
    {
        moments.MapGet("/first-answers", async ([AsParameters] ReportAnswers.Query query, ClaimsPrincipal user, FirstAnswerFigures figures, TimeProvider clock, CancellationToken cancel) =>
            {
                if (ReportAnswers.Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                var counts = await figures.CountsAsync(asked.Filter, cancel);
                return TypedResults.Ok(new FirstAnswersReport(counts.Count, counts.Median, Enum.GetValues<FirstAnswerPart>()
                    .ToDictionary(part => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(part.ToString()), part => ReportAnswers.ShareShape.Of(counts.Of(part), counts.Count))));
            })
            .WithSummary("What customers met in the first fifteen seconds: how soon, greeted, called by name, nothing to put right")
            .Produces<FirstAnswersReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        moments.MapGet("/effort", async ([AsParameters] ReportAnswers.Query query, ClaimsPrincipal user, EffortFigures figures, TimeProvider clock, CancellationToken cancel) =>
            {
                if (ReportAnswers.Read(query, user, clock).IsRefused(out var refusal, out var asked))
                    return refusal.ToHttp();
                var report = await figures.ReadAsync(asked.Filter, cancel);
                return TypedResults.Ok(new EffortAnswer(EffortItem.Of(report.All), [.. report.Topics.Select(it => EffortItem.Of(it.Counts, it.LabelId, it.Name))]));
            })
            .WithSummary("What it cost customers until something was resolved: messages, transfers, coming back")
            .Produces<EffortAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }
}
