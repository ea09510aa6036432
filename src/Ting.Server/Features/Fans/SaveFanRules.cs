using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Api;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Fans;

/// <summary>An administrator opens the magazine and the community to the public, or shuts them.</summary>
public static class SaveFanRules
{
    public sealed record Request
    {
        public bool MagazineOpen { get; set; }
        public bool CommunityOpen { get; set; }

        /// <summary>What visitors write appears only after a moderator has approved it.</summary>
        public bool Approval { get; set; } = true;

        /// <summary>Where a topic becomes a conversation.</summary>
        public Guid? InboxId { get; set; }
    }

    /// <param name="CanWrite">Whether letters can be sent: without <c>Mail:Host</c> and <c>Site:Url</c> nobody can subscribe or write.</param>
    public sealed record Response(bool MagazineOpen, bool CommunityOpen, bool Approval, Guid? InboxId, bool CanWrite, int Version)
    {
        internal static Response Of(FanRules it, FanLetters letters) => new(it.MagazineOpen, it.CommunityOpen, it.Approval, it.InboxId, letters.CanWrite, it.Version);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/fans/rules", async (IDbContextFactory<AppDb> database, FanLetters letters, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                return TypedResults.Ok(Response.Of(await FanRules.ReadAsync(db, cancel), letters));
            })
            .RequireAuthorization(Permission.ManageCommunity)
            .WithSummary("Which pages for fans are open");

        api.MapPut("/fans/rules", async (Request request, HttpContext http, Handler handler, FanLetters letters, CancellationToken cancel) =>
                (await handler.HandleAsync(request, http.Request.IfMatch(), cancel)).ToHttp(it => TypedResults.Ok(Response.Of(it, letters))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Open the magazine and the community to the public, or shut them")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    internal sealed class Handler(IDbContextFactory<AppDb> database)
    {
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public Task<Outcome<FanRules>> HandleAsync(Request request, int? expected, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<FanRules>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.InboxId is { } inbox && !await db.Inboxes.AnyAsync(it => it.Id == inbox, cancel))
                return Refusal.Invalid("fans.inbox", "inboxId");
            var known = await db.FanRules.FindAsync([FanRules.TheOne], cancel);
            if (expected is { } seen && seen != (known?.Version ?? 0))
                return Refusal.Stale("fans.changed_meanwhile");

            var rules = known ?? db.FanRules.Add(new FanRules()).Entity;
            rules.Set(request.MagazineOpen, request.CommunityOpen, request.Approval, request.InboxId);
            await db.SaveChangesAsync(cancel);
            return rules;
        });
    }
}
