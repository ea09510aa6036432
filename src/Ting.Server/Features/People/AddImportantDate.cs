using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.People;

/// <summary>A day to remember is written down; the year may stay unknown.</summary>
public static class AddImportantDate
{
    public static readonly IReadOnlyList<string> Kinds = ["birthday", "anniversary", "other"];

    public sealed record Request
    {
        public string Kind { get; set; } = "birthday";
        public string Label { get; set; } = "";
        public int? Year { get; set; }
        public int Month { get; set; }
        public int Day { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<ImportantDate>> HandleAsync(Guid personId, Request request, ClaimsPrincipal user, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<ImportantDate>>(async () =>
            {
                if (request.Label.Length > 0 && Check.Name(request.Label, "label") is { } refusal)
                    return refusal;
                if (!Kinds.Contains(request.Kind))
                    return Refusal.Invalid("form.choice", "kind");
                // a leap day is a birthday even when the year is unknown
                if (request.Month is < 1 or > 12 || request.Year is < 1800 or > 2200 || request.Day < 1 || request.Day > DateTime.DaysInMonth(request.Year ?? 2024, request.Month))
                    return Refusal.Invalid("date.invalid", "day");

                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.People.SingleOrDefaultAsync(it => it.Id == personId && it.ErasedAt == null, cancel) is not { } person)
                    return Refusal.NotFound("person.not_found");

                var now = clock.GetUtcNow();
                var date = new ImportantDate(personId, request.Kind, request.Label.Trim(), request.Year, request.Month, request.Day, now);
                db.ImportantDates.Add(date);
                db.Append(person.Log("date.added", user.Actor(), JsonSerializer.Serialize(new { dateId = date.Id }), now));
                await db.SaveChangesAsync(cancel);
                return date;
            });
    }
}
