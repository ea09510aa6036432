using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Ideas;

/// <summary>The backlog for programs: the same rows, rules and permissions as the pages.</summary>
internal static class IdeaEndpoints
{
    /// <param name="IsOld">It is time to ask again.</param>
    public sealed record IdeaItem(
        Guid Id, string Title, string About, Guid? OwnerId, IdeaState State, Guid? SurveyId, string? ItemKey, int AskAgainMonths, KanoClass? Class, DateTimeOffset? ClassAt, DateTimeOffset? AskAgainAt, bool IsOld,
        DateTimeOffset? RemindedAt, DateTimeOffset CreatedAt, int Version)
    {
        internal static IdeaItem Of(ServiceIdea it, DateTimeOffset now) => new(
            it.Id, it.Title, it.About, it.OwnerId, it.State, it.SurveyId, it.ItemKey, it.AskAgainMonths, it.Class, it.ClassAt, it.AskAgainAt, it.IsOld(now), it.RemindedAt, it.CreatedAt, it.Version);
    }

    /// <param name="IsClear">The class stands out from the next by more than chance; null for what is known from elsewhere.</param>
    public sealed record ClassItem(
        Guid Id, DateTimeOffset At, DateTimeOffset? Since, KanoClass Class, Guid? SurveyId, string Source, int Answers, bool? IsClear, double? Better, double? Worse,
        int MustBe, int OneDimensional, int Attractive, int Indifferent, int Reverse, int Questionable)
    {
        internal static ClassItem Of(IdeaClass it) => new(
            it.Id, it.At, it.Since, it.Class, it.SurveyId, it.Source, it.Counts?.Total ?? 0, it.Counts?.IsClear, it.Counts?.Better?.Value, it.Counts?.Worse?.Value,
            it.MustBe, it.OneDimensional, it.Attractive, it.Indifferent, it.Reverse, it.Questionable);
    }

    public sealed record ClassItems(IReadOnlyList<ClassItem> Classes);

    public static void Map(IEndpointRouteBuilder api)
    {
        var ideas = api.MapGroup("/ideas");
        ideas.MapGet("", async (string? state, [AsParameters] PageQuery page, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                if (state is not null && Choice.Of<IdeaState>(state) is null)
                    return Refusal.Invalid("ideas.choice", "state").ToHttp();
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(IdeaList.Of(db, Choice.Of<IdeaState>(state)), it => it.Id, page, IdeaList.Name, cancel)).ToHttp(part => TypedResults.Ok(part.Select(it => IdeaItem.Of(it, clock.GetUtcNow()))));
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("List ideas for service, with what they were last found to mean to customers (Kano)")
            .Produces<Page<IdeaItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        ideas.MapPost("", async (SaveIdea.Request request, SaveIdea.Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(it => TypedResults.Created($"/api/v1/ideas/{it.Id}", IdeaItem.Of(it, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Write down an idea for service")
            .Produces<IdeaItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        ideas.MapPut("/{id:guid}", async (Guid id, SaveIdea.Request request, HttpContext http, SaveIdea.Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(IdeaItem.Of(it, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Change an idea")
            .Produces<IdeaItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        ideas.MapDelete("/{id:guid}", async (Guid id, SaveIdea.Handler handler, CancellationToken cancel) => (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Take an idea out, with its classes")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        ideas.MapGet("/{id:guid}/classes", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.ServiceIdeas.AnyAsync(it => it.Id == id, cancel)
                    ? TypedResults.Ok(new ClassItems([.. (await IdeaList.ClassesAsync(db, [id], cancel)).Select(ClassItem.Of)]))
                    : Refusal.NotFound("idea.not_found").ToHttp();
            })
            .RequireAuthorization(Permission.SeeInsights)
            .WithSummary("What an idea was found to be over time, the oldest first")
            .Produces<ClassItems>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        ideas.MapPost("/{id:guid}/classes", async (Guid id, RecordClass.Request request, ClaimsPrincipal user, RecordClass.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, user.Actor(), cancel)).ToHttp(it => TypedResults.Created($"/api/v1/ideas/{id}/classes", ClassItem.Of(it))))
            .RequireAuthorization(Permission.ManageSurveys)
            .WithSummary("Count the class of an idea from a Kano survey, or say what is known from elsewhere")
            .Produces<ClassItem>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
