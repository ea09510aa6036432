using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>Birthdays and other days to remember.</summary>
public static class PersonDates
{
    private const int Most = 100;

    public sealed record Request
    {
        [Required, AllowedValues("birthday", "anniversary", "other")]
        public string Kind { get; set; } = "";

        [StringLength(120)]
        public string? Label { get; set; }

        [Range(1, 9999)]
        public int? Year { get; set; }

        [Range(1, 12)]
        public int Month { get; set; }

        [Range(1, 31)]
        public int Day { get; set; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{id:guid}/dates", async (Guid id, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();

                var dates = await db.ImportantDates.AsNoTracking().Where(it => it.PersonId == id).OrderBy(it => it.Month).ThenBy(it => it.Day).ThenBy(it => it.Id).ToListAsync(cancel);
                return TypedResults.Ok(new Page<DateShape>([.. dates.Select(DateShape.Of)], null));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("A person's important dates")
            .Produces<Page<DateShape>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapPost("/people/{id:guid}/dates", async (Guid id, Request request, IDbContextFactory<AppDb> database, TimeProvider clock, CancellationToken cancel) =>
            {
                // without a year the 29th of February is a birthday like any other
                if (request.Day > DateTime.DaysInMonth(request.Year ?? 2000, request.Month))
                    return Refusal.Invalid("date.no_such_day", "day").ToHttp();

                await using var db = await database.CreateDbContextAsync(cancel);
                if (!await db.People.AnyAsync(it => it.Id == id && it.ErasedAt == null && it.MergedIntoId == null, cancel))
                    return Refusal.NotFound("person.not_found").ToHttp();
                if (await db.ImportantDates.CountAsync(it => it.PersonId == id, cancel) >= Most)
                    return Refusal.Conflict("date.too_many").ToHttp();

                var date = new ImportantDate(id, request.Kind, request.Label?.Trim() ?? "", request.Year, request.Month, request.Day, clock.GetUtcNow());
                db.ImportantDates.Add(date);
                await db.SaveChangesAsync(cancel);
                return TypedResults.Created($"{ApiSetup.Root}/people/{id}/dates", DateShape.Of(date));
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Add an important date")
            .Produces<DateShape>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

        api.MapDelete("/people/{id:guid}/dates/{dateId:guid}", async (Guid id, Guid dateId, IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.ImportantDates.SingleOrDefaultAsync(it => it.Id == dateId && it.PersonId == id, cancel) is not { } date)
                    return Refusal.NotFound("date.not_found").ToHttp();

                db.ImportantDates.Remove(date);
                await db.SaveChangesAsync(cancel);
                return TypedResults.NoContent();
            })
            .RequireAuthorization(Permission.ManagePeople)
            .WithSummary("Remove an important date")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
