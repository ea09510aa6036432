using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Calendars;

/// <summary>Calendars: seen by everybody, made and changed by administrators.</summary>
internal static class CalendarEndpoints
{
    public sealed record Import(string Text, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/calendars", async ([AsParameters] PageQuery page, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return (await Page.OldestFirstAsync(db.Calendars.AsNoTracking(), calendar => calendar.Id, page, "calendars", cancel)).ToHttp(part => TypedResults.Ok(part.Select(calendar => CalendarShape.Of(calendar, clock.GetUtcNow()))));
            })
            .WithSummary("List calendars, and whether somebody works now")
            .Produces<Page<CalendarShape>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapGet("/calendars/{id:guid}", async (Guid id, HttpContext http, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return await db.Calendars.FindAsync([id], cancel) is { } calendar ? Answer(calendar, http, clock) : Refusal.NotFound("calendar.not_found").ToHttp();
            })
            .WithSummary("One calendar")
            .Produces<CalendarShape>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/calendars", async (SaveCalendar.Request request, SaveCalendar.Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, null, cancel)).ToHttp(calendar => TypedResults.Created($"/api/v1/calendars/{calendar.Id}", CalendarShape.Of(calendar, clock.GetUtcNow()))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Make a calendar")
            .Produces<CalendarShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        api.MapPatch("/calendars/{id:guid}", async (Guid id, SaveCalendar.Request request, HttpContext http, SaveCalendar.Handler handler, TimeProvider clock, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, http.Request.IfMatch(), cancel)).ToHttp(calendar => Answer(calendar, http, clock)))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Change a calendar; due times that were counted by it are counted again")
            .Produces<CalendarShape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapDelete("/calendars/{id:guid}", async (Guid id, RemoveCalendar.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Remove a calendar that nothing is counted by")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPost("/calendars/{id:guid}/holidays", async (Guid id, Import import, ImportHolidays.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, import.Text ?? "", import.DryRun, cancel)).ToHttp(TypedResults.Ok))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Take holidays over from the text of an iCalendar file; days that stand already stay")
            .Produces<ImportHolidays.Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Answer(Calendar calendar, HttpContext http, TimeProvider clock)
    {
        // Whether it is open changes by itself, so the version alone does not say that nothing is new.
        var shape = CalendarShape.Of(calendar, clock.GetUtcNow());
        http.Response.Tag(calendar.Version, $"{shape.Open} {shape.NextOpenAt:O} {shape.ClosesAt:O}");
        return TypedResults.Ok(shape);
    }
}
