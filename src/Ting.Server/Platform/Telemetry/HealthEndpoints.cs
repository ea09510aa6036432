using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Telemetry;

internal static class HealthEndpoints
{
    /// <summary>Live: the process answers. Ready: it can also read its database.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/health/ready", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Database.CanConnectAsync(cancel) ? Results.Text("ready") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous().ExcludeFromDescription();
    }
}
