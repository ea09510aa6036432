using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Recordings;

/// <summary>An administrator says for how many days recordings of calls are kept; those that are older go at once.</summary>
public static class RecordingSettings
{
    public sealed record Shape(int KeptDays);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/recording-settings", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(new Shape(await RecordingRules.DaysAsync(db, cancel)));
            })
            .RequireAuthorization(Permission.Administer)
            .WithSummary("For how many days recordings of calls are kept");

        api.MapPut("/recording-settings", async (Shape request, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(request.KeptDays, cancel)).ToHttp(days => TypedResults.Ok(new Shape(days))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Keep recordings of calls for so many days; older ones go at once")
            .Produces<Shape>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<int>> HandleAsync(int days, CancellationToken cancel)
        {
            if (days is < 1 or > RecordingRules.MostDays)
                return Refusal.Invalid("recording.days", "keptDays");

            return await Attempts.OnConflictAsync(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.RecordingRules.FindAsync([RecordingRules.TheOne], cancel) is { } rules)
                    rules.Keep(days);
                else
                    db.RecordingRules.Add(new RecordingRules(days));
                db.Enqueue(new ForgetOldRecordings(), clock.GetUtcNow());
                await db.SaveChangesAsync(cancel);
                return Outcome.Of(days);
            });
        }
    }
}
