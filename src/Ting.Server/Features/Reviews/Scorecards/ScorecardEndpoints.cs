using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Reviews.Scorecards;

/// <summary>Scorecards: everybody may read by what they are reviewed; made and changed by those who review.</summary>
internal static class ScorecardEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scorecards", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Scorecards.AsNoTracking(), card => card.Id, page, "scorecards", cancel)).ToHttp(part => TypedResults.Ok(part.Select(ScorecardShape.Of)));
            })
            .WithSummary("List scorecards")
            .Produces<Page<ScorecardShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/scorecards/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Scorecards.FindAsync([id], cancel) is { } card ? Answer(card, http) : Refusal.NotFound("scorecard.not_found").ToHttp();
            })
            .WithSummary("One scorecard, with its draft")
            .Produces<ScorecardShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapGet("/scorecards/{id:guid}/editions/{number:int}", async (Guid id, int number, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.ScorecardEditions.AsNoTracking().SingleOrDefaultAsync(it => it.ScorecardId == id && it.Number == number, cancel) is { } edition
                    ? TypedResults.Ok(new EditionShape(edition.Number, edition.PublishedAt, new RawJson(edition.Content)))
                    : Refusal.NotFound("scorecard.not_found").ToHttp();
            })
            .WithSummary("An edition as it was published")
            .Produces<EditionShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/scorecards", async (SaveScorecard.Request request, SaveScorecard.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(card => TypedResults.Created($"/api/v1/scorecards/{card.Id}", ScorecardShape.Of(card))))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Make a scorecard; without a draft it begins as the shipped one")
            .Produces<ScorecardShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPatch("/scorecards/{id:guid}", async (Guid id, SaveScorecard.Request request, HttpContext http, SaveScorecard.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(card => Answer(card, http)))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Change a scorecard's draft, name, inbox or use; published editions stay as they are")
            .Produces<ScorecardShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapPost("/scorecards/{id:guid}/publish", async (Guid id, ClaimsPrincipal user, HttpContext http, PublishScorecard.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, user.AgentId(), cancel)).ToHttp(card => Answer(card, http)))
            .RequireAuthorization(Permission.ReviewQuality)
            .WithSummary("Publish the draft: reviews go by it from now on")
            .Produces<ScorecardShape>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static IResult Answer(Scorecard card, HttpContext http)
    {
        http.Response.Tag(card.Version);
        return TypedResults.Ok(ScorecardShape.Of(card));
    }
}

public sealed record EditionShape(int Number, DateTimeOffset PublishedAt, RawJson Scorecard);

/// <summary>A scorecard as the API shows it.</summary>
public sealed record ScorecardShape(Guid Id, string Name, int Published, bool Active, Guid? InboxId, DateTimeOffset CreatedAt, RawJson Draft)
{
    internal static ScorecardShape Of(Scorecard it) => new(it.Id, it.Name, it.Published, it.IsActive, it.InboxId, it.CreatedAt, new RawJson(it.Draft));
}
