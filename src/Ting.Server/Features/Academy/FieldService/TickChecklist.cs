using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Academy.FieldService;

/// <summary>An agent ticks through a checklist before a visit; each day begins with an empty one.</summary>
public static class TickChecklist
{
    private const int MostDaysBack = 14;

    /// <param name="Ticked">Keys of what is done; all others are not.</param>
    public sealed record Request(IReadOnlyList<string> Ticked);

    public sealed record Item(string Key, string Text, bool Ticked);

    public sealed record Shape(string Key, string Title, string Day, IReadOnlyList<Item> Items);

    public sealed record List(IReadOnlyList<Shape> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/academy/checklists/{day}", async (string day, ClaimsPrincipal user, BodyBook book, Handler handler, CancellationToken cancel) =>
            {
                if (DayOf(day) is not { } wanted)
                    return Refusal.Invalid("checklist.day", "day").ToHttp();
                if (user.AgentId() is not { } agentId)
                    return Refusal.Forbidden("academy.agents_only").ToHttp();
                var ticked = await handler.TickedAsync(agentId, wanted, cancel);
                return TypedResults.Ok(new List([.. book.In(Languages.Current.Code).Checklists.Select(list => ShapeOf(list, wanted, ticked.GetValueOrDefault(list.Key, [])))]));
            })
            .WithSummary("One's own checklists of a day, as 2026-11-23")
            .Produces<List>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        api.MapPut("/academy/checklists/{day}/{key}", async (string day, string key, Request request, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
            {
                if (DayOf(day) is not { } wanted)
                    return Refusal.Invalid("checklist.day", "day").ToHttp();
                if (user.AgentId() is not { } agentId)
                    return Refusal.Forbidden("academy.agents_only").ToHttp();
                return (await handler.HandleAsync(agentId, wanted, key, request.Ticked, cancel)).ToHttp(list => TypedResults.Ok(ShapeOf(list, wanted, request.Ticked)));
            })
            .WithSummary("Tick through a checklist for a day; the last two weeks can still be changed")
            .Produces<Shape>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Shape ShapeOf(Checklist list, DateOnly day, IReadOnlyCollection<string> ticked) =>
        new(list.Key, list.Title, ChecklistDay.TextOf(day), [.. list.Items.Select(item => new Item(item.Key, item.Text, ticked.Contains(item.Key)))]);

    public sealed class Handler(IDbContextFactory<AppDb> database, BodyBook book, TimeProvider clock)
    {
        public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> TickedAsync(Guid agentId, DateOnly day, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var text = ChecklistDay.TextOf(day);
            return (await db.ChecklistDays.AsNoTracking().Where(it => it.AgentId == agentId && it.Day == text).ToListAsync(cancel)).ToDictionary(it => it.Checklist, it => it.Keys);
        }

        public async Task<Outcome<Checklist>> HandleAsync(Guid agentId, DateOnly day, string key, IReadOnlyCollection<string>? ticked, CancellationToken cancel)
        {
            if (book.In(Languages.All[0].Code).Find(key) is not { } list)
                return Refusal.NotFound("checklist.not_found");

            // Somewhere it is tomorrow already.
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            if (day > today.AddDays(1) || day < today.AddDays(-MostDaysBack))
                return Refusal.Invalid("checklist.day", "day");
            var keys = list.Items.Select(item => item.Key).Where(item => ticked?.Contains(item) is true).ToList();
            if (ticked is null || keys.Count != ticked.Distinct().Count())
                return Refusal.Invalid("checklist.item", "ticked");

            return await Attempts.OnConflictAsync(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var text = ChecklistDay.TextOf(day);
                var row = await db.ChecklistDays.FindAsync([agentId, text, key], cancel);
                if (row is null)
                    db.ChecklistDays.Add(row = new ChecklistDay(agentId, day, key));
                row.Tick(keys, clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return Outcome.Of(book.In(Languages.Current.Code).Find(key)!);
            });
        }
    }
}
