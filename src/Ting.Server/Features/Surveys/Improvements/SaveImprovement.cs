using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Improvements;

/// <summary>Somebody takes on to close a gap: what, whose, until when; and says when it is done.</summary>
public static class SaveImprovement
{
    public sealed record Request
    {
        [Required, StringLength(200)]
        public string Title { get; set; } = "";

        [StringLength(2000)]
        public string Note { get; set; } = "";

        /// <summary>Of the five-gap model, 1 to 5.</summary>
        [Range(1, Improvement.Gaps)]
        public int Gap { get; set; } = Improvement.Gaps;

        /// <summary>Whose mean tells whether it helped; null for the whole.</summary>
        public ServqualDimension? Dimension { get; set; }

        public Guid? OwnerId { get; set; }
        public DateTimeOffset? DueAt { get; set; }
        public ImprovementState State { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/surveys/{id:guid}/improvements", async (Guid id, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Set<Questionnaires.Survey>().AnyAsync(it => it.Id == id, cancel)
                    ? (await Page.OldestFirstAsync(db.Improvements.AsNoTracking().Where(it => it.SurveyId == id), it => it.Id, page, "improvements", cancel)).ToHttp(part => TypedResults.Ok(part.Select(ImprovementShape.Of)))
                    : Refusal.NotFound("survey.not_there").ToHttp();
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What is done about a survey")
            .Produces<Page<ImprovementShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/surveys/{id:guid}/improvements", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, null, request, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/surveys/{id}/improvements/{it.Id}", ImprovementShape.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Take on to close a gap")
            .Produces<ImprovementShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPut("/surveys/{id:guid}/improvements/{improvement:guid}", async (Guid id, Guid improvement, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, improvement, request, cancel)).ToHttp(it => TypedResults.Ok(ImprovementShape.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Change what is taken on, or say that it is done")
            .Produces<ImprovementShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        public async Task<Outcome<Improvement>> HandleAsync(Guid surveyId, Guid? id, Request request, CancellationToken cancel)
        {
            if (Check.Name(request.Title, "title", most: 200) is { } untitled)
                return untitled;
            if (request.Note.Length > 2000)
                return Refusal.Invalid("form.too_long", "note");
            if (request.Gap is < 1 or > Improvement.Gaps || request.Dimension is { } dimension && !Enum.IsDefined(dimension) || !Enum.IsDefined(request.State)) // a form's field may hold any number
                return Refusal.Invalid("form.choice", "gap");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (!await db.Set<Questionnaires.Survey>().AnyAsync(it => it.Id == surveyId, cancel))
                return Refusal.NotFound("survey.not_there");
            if (request.OwnerId is { } owner && !await db.Agents.AnyAsync(agent => agent.Id == owner && agent.Active, cancel))
                return Refusal.Invalid("agent.not_found", "ownerId");

            var now = clock.GetUtcNow();
            var improvement = id is null ? null : await db.Improvements.SingleOrDefaultAsync(it => it.Id == id && it.SurveyId == surveyId, cancel);
            if (id is not null && improvement is null)
                return Refusal.NotFound("improvement.not_found");
            if (improvement is null)
                db.Improvements.Add(improvement = new Improvement(surveyId, now));
            improvement.Describe(request.Title, request.Note, request.Gap, request.Dimension, request.OwnerId, request.DueAt?.ToUniversalTime());
            improvement.Become(request.State, now);
            return await db.SaveOrRefuseAsync("survey.changed_meanwhile", cancel) is { } forestalled ? forestalled : improvement;
        }
    }
}

/// <summary>What is done about a survey, as the API shows it.</summary>
public sealed record ImprovementShape(
    Guid Id, Guid SurveyId, string Title, string Note, int Gap, ServqualDimension? Dimension, Guid? OwnerId, DateTimeOffset? DueAt, ImprovementState State, DateTimeOffset CreatedAt, DateTimeOffset? DoneAt)
{
    public static ImprovementShape Of(Improvement it) => new(it.Id, it.SurveyId, it.Title, it.Note, it.Gap, it.Dimension, it.OwnerId, it.DueAt, it.State, it.CreatedAt, it.DoneAt);
}
