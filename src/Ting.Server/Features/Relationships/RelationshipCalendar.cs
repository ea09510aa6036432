using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Relationships;

/// <summary>
/// Whose day is near. Somebody who still waits for an answer is not greeted: kind wishes over an open question cost more trust than they win (CRM-09).
/// </summary>
public static class RelationshipCalendar
{
    public const int Days = 30;
    private const int Most = 200;

    /// <param name="InDays">0 is today.</param>
    /// <param name="Waiting">The conversation in which they wait for an answer; while there is one, they are not greeted.</param>
    public sealed record Item(Guid PersonId, string Person, string? Tier, string Kind, string Label, int? Year, DateOnly Day, int InDays, Wait? Waiting);

    /// <param name="Since">When they wrote.</param>
    public sealed record Wait(long Number, DateTimeOffset Since);

    /// <param name="Complete">False when there are more than fit.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, bool Complete);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/people/calendar", async (Handler handler, DateFormats dates, CancellationToken cancel) => TypedResults.Ok(await handler.HandleAsync(dates.Zone, cancel)))
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("Important dates of the coming 30 days; whoever waits for an answer is not to be greeted");

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Answer> HandleAsync(TimeZoneInfo zone, CancellationToken cancel)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
            await using var db = await database.CreateDbContextAsync(cancel);
            var found = new List<Found>();
            foreach (var (month, first, last) in Spans(today))
            {
                found.AddRange(await (from date in db.ImportantDates.AsNoTracking()
                                      where date.Month == month && date.Day >= first && date.Day <= last
                                      join person in db.People on date.PersonId equals person.Id
                                      where person.ErasedAt == null && person.MergedIntoId == null
                                      orderby date.Day, date.PersonId
                                      select new Found(person.Id, person.Name, person.Tier, date.Kind, date.Label, date.Year, date.Month, date.Day)).Take(Most + 1 - found.Count).ToListAsync(cancel));
            }

            var shown = found.Take(Most).ToList();
            Guid[] ids = [.. shown.Select(it => it.PersonId).Distinct()];
            var waiting = (await db.Conversations.AsNoTracking().Where(it => ids.Contains(it.PersonId) && it.WaitingSince != null && it.Status != ConversationStatus.Resolved && it.Status != ConversationStatus.Merged)
                .Select(it => new { it.PersonId, it.Number, it.WaitingSince }).ToListAsync(cancel)).GroupBy(it => it.PersonId).ToDictionary(it => it.Key, it => it.MinBy(one => one.WaitingSince)!);
            return new Answer(
                [.. shown.Select(it => (Found: it, Day: NextOf(it, today))).OrderBy(it => it.Day).ThenBy(it => it.Found.PersonId).Select(it => new Item(
                    it.Found.PersonId, it.Found.Person, it.Found.Tier, it.Found.Kind, it.Found.Label, it.Found.Year, it.Day, it.Day.DayNumber - today.DayNumber,
                    waiting.TryGetValue(it.Found.PersonId, out var wait) ? new Wait(wait.Number, wait.WaitingSince!.Value) : null))],
                found.Count <= Most);
        }

        // The coming days by month, as the index has them. 29 February is kept on the 28th in other years.
        private static IEnumerable<(int Month, int First, int Last)> Spans(DateOnly today)
        {
            var end = today.AddDays(Days);
            for (var from = today; from <= end;)
            {
                var last = new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month));
                var until = last < end ? last : end;
                yield return (from.Month, from.Day, until == last ? 31 : until.Day);
                from = last.AddDays(1);
            }
        }

        private static DateOnly NextOf(Found it, DateOnly today)
        {
            var day = In(today.Year);
            return day >= today ? day : In(today.Year + 1);

            DateOnly In(int year) => new(year, it.Month, Math.Min(it.Day, DateTime.DaysInMonth(year, it.Month)));
        }

        private sealed record Found(Guid PersonId, string Person, string? Tier, string Kind, string Label, int? Year, int Month, int Day);
    }
}
