using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Conversations.Scheduling;

/// <summary>The buttons on a reply that waits.</summary>
internal static class ScheduledRoutes
{
    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapPost("/{number:long}/scheduled/{id:guid}/back", async (long number, Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, CancelScheduled.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } conversationId
                ? InboxRoutes.Back(await handler.HandleAsync(conversationId, id, user, toDraft: true, cancel), returnUrl)
                : Results.NotFound()).RequireAuthorization(Permission.Reply);

        desk.MapPost("/{number:long}/scheduled/{id:guid}/drop", async (long number, Guid id, [FromForm] string? returnUrl, ClaimsPrincipal user, IDbContextFactory<AppDb> database, CancelScheduled.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } conversationId
                ? InboxRoutes.Back(await handler.HandleAsync(conversationId, id, user, toDraft: false, cancel), returnUrl)
                : Results.NotFound()).RequireAuthorization(Permission.Reply);

        desk.MapPost("/{number:long}/scheduled/{id:guid}/now", async (long number, Guid id, [FromForm] string? returnUrl, IDbContextFactory<AppDb> database, CancelScheduled.Handler handler, CancellationToken cancel) =>
            await FindAsync(database, number, cancel) is { } conversationId
                ? InboxRoutes.Back(await handler.SendNowAsync(conversationId, id, cancel), returnUrl)
                : Results.NotFound()).RequireAuthorization(Permission.Reply);
    }

    private static async Task<Guid?> FindAsync(IDbContextFactory<AppDb> database, long number, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        return await db.Conversations.Where(it => it.Number == number).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel);
    }
}
