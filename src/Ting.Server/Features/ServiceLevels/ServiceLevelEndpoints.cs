using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.ServiceLevels;

/// <summary>Service levels: seen by everybody, made and changed by administrators.</summary>
internal static class ServiceLevelEndpoints
{
    public sealed record Item(
        Guid Id, string Name, Guid? InboxId, string? Tier, ServiceHours Hours, Guid? CalendarId, bool PausesForCustomer, bool PausesSnoozed,
        int WarnAt, bool WarnsAssignee, IReadOnlyList<Guid> Warned, IReadOnlyList<Allowance> Targets, DateTimeOffset CreatedAt, int Version)
    {
        internal static Item Of(ServiceLevel level) => new(
            level.Id, level.Name, level.InboxId, level.Tier, level.Hours, level.CalendarId, level.PausesForCustomer, level.PausesSnoozed,
            level.WarnAt, level.WarnsAssignee, level.ReadWarned(), level.ReadTargets(), level.CreatedAt, level.Version);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/service-levels", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.ServiceLevels.AsNoTracking(), level => level.Id, page, "service-levels", cancel)).ToHttp(part => TypedResults.Ok(part.Select(Item.Of)));
            })
            .WithSummary("List service levels")
            .Produces<Page<Item>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/service-levels/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.ServiceLevels.FindAsync([id], cancel) is { } level ? Answer(level, http) : Refusal.NotFound("service_level.not_found").ToHttp();
            })
            .WithSummary("One service level")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/service-levels", async (SaveServiceLevel.Request request, SaveServiceLevel.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(level => TypedResults.Created($"/api/v1/service-levels/{level.Id}", Item.Of(level))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Say how long customers may wait; everything open is counted by it")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/service-levels/{id:guid}", async (Guid id, SaveServiceLevel.Request request, HttpContext http, SaveServiceLevel.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(level => Answer(level, http)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change a service level; everything open is counted again")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapDelete("/service-levels/{id:guid}", async (Guid id, RemoveServiceLevel.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Take a service level back")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Answer(ServiceLevel level, HttpContext http)
    {
        http.Response.Tag(level.Version);
        return TypedResults.Ok(Item.Of(level));
    }
}
