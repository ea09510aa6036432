using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Answers;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Surveys.Questionnaires;

/// <summary>Surveys: seen by everybody who works here, made and changed by those who may.</summary>
internal static class SurveyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/surveys", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, SurveyLink links, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Surveys.AsNoTracking(), survey => survey.Id, page, "surveys", cancel)).ToHttp(part => TypedResults.Ok(part.Select(survey => SurveyShape.Of(survey, links))));
            })
            .WithSummary("List surveys")
            .Produces<Page<SurveyShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/surveys/templates", () => TypedResults.Ok(SurveyTemplate.Keys.Select(key => new TemplateShape(key, new RawJson(SurveyTemplate.Find(key)!.Write()))).ToList()))
            .WithSummary("The questionnaires that ship with the product");

        api.MapGet("/surveys/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, SurveyLink links, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Surveys.FindAsync([id], cancel) is { } survey ? Answer(survey, http, links) : Refusal.NotFound("survey.not_there").ToHttp();
            })
            .WithSummary("One survey, with its draft")
            .Produces<SurveyShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/surveys/{id:guid}/versions/{number:int}", async (Guid id, int number, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.SurveyVersions.AsNoTracking().SingleOrDefaultAsync(it => it.SurveyId == id && it.Number == number, cancel) is { } version
                    ? TypedResults.Ok(new VersionShape(version.Number, version.PublishedAt, new RawJson(version.Content)))
                    : Refusal.NotFound("survey.not_there").ToHttp();
            })
            .WithSummary("A version as it was published")
            .Produces<VersionShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/surveys", async (SaveSurvey.Request request, SaveSurvey.Handler handler, SurveyLink links, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(survey => TypedResults.Created($"/api/v1/surveys/{survey.Id}", SurveyShape.Of(survey, links))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Make a survey from a template")
            .Produces<SurveyShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPatch("/surveys/{id:guid}", async (Guid id, SaveSurvey.Request request, HttpContext http, SaveSurvey.Handler handler, SurveyLink links, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(survey => Answer(survey, http, links)))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Change a survey's draft, address or rule; published versions stay as they are")
            .Produces<SurveyShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapPost("/surveys/{id:guid}/publish", async (Guid id, ClaimsPrincipal user, HttpContext http, PublishSurvey.Handler handler, SurveyLink links, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user.AgentId(), cancel)).ToHttp(survey => Answer(survey, http, links)))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Publish the draft as a new version")
            .Produces<SurveyShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Answer(Survey survey, HttpContext http, SurveyLink links)
    {
        http.Response.Tag(survey.Version);
        return TypedResults.Ok(SurveyShape.Of(survey, links));
    }
}

public sealed record TemplateShape(string Key, RawJson Questionnaire);

public sealed record VersionShape(int Number, DateTimeOffset PublishedAt, RawJson Questionnaire);

/// <summary>A survey as the API shows it.</summary>
/// <param name="Address">The open link, for posters and signatures.</param>
public sealed record SurveyShape(
    Guid Id, string Name, SurveyKind Kind, int Published, bool Open, bool Anonymous, string Address, Guid? InboxId, bool AsksAfter, int SharePercent, int DelayHours, int QuietDays, int ReminderDays,
    DateTimeOffset CreatedAt, RawJson Draft)
{
    internal static SurveyShape Of(Survey it, SurveyLink links) => new(
        it.Id, it.Name, it.Kind, it.Published, it.IsOpen, it.IsAnonymous, links.Whole(it.Key), it.InboxId, it.AsksAfter, it.SharePercent, it.DelayHours, it.QuietDays, it.ReminderDays,
        it.CreatedAt, new RawJson(it.Draft));
}
