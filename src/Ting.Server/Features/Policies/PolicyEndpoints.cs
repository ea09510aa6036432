using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Policies;

internal static class PolicyEndpoints
{
    /// <param name="InboxId">Null for what holds everywhere.</param>
    /// <param name="Rings">Null in an inbox.</param>
    /// <param name="ApologiseFirst">Null in an inbox: as everywhere.</param>
    /// <param name="Trust">Null in an inbox: as everywhere.</param>
    public sealed record Item(Guid? InboxId, Wording Opening, int? Rings, bool? ApologiseFirst, bool? Trust, int Version)
    {
        internal static Item Of(ServicePolicy policy)
        {
            var (it, everywhere) = (policy.Read(), policy.InboxId == ServicePolicy.Everywhere);
            return everywhere
                ? new Item(null, it.Opening, it.Rings ?? ServicePolicy.UsualRings, it.ApologiseFirst ?? false, it.Trust ?? false, policy.Version)
                : new Item(policy.InboxId, it.Opening, null, it.ApologiseFirst, it.Trust, policy.Version);
        }
    }

    /// <param name="Inboxes">Those where something else was decided.</param>
    public sealed record All(Item Everywhere, IReadOnlyList<Item> Inboxes);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/service-policies", async (IDbContextFactory<AppDb> database, CancellationToken cancel) =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                var rows = await db.ServicePolicies.AsNoTracking().OrderBy(it => it.InboxId).Take(SavePolicy.Most).ToListAsync(cancel);
                var whole = rows.Find(it => it.InboxId == ServicePolicy.Everywhere) is { } decided ? Item.Of(decided) : new Item(null, Wording.None, ServicePolicy.UsualRings, false, false, 0);
                return TypedResults.Ok(new All(whole, [.. rows.Where(it => it.InboxId != ServicePolicy.Everywhere).Select(Item.Of)]));
            })
            .RequireAuthorization(Permission.SeeConversations)
            .WithSummary("How customers are treated here: everywhere, and where an inbox differs");

        api.MapPut("/service-policies", async (SavePolicy.Request request, ClaimsPrincipal user, SavePolicy.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, user.Actor(), cancel)).ToHttp(policy => TypedResults.Ok(Item.Of(policy))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Decide how customers are treated everywhere")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);

        api.MapPut("/service-policies/{inboxId:guid}", async (Guid inboxId, SavePolicy.Request request, ClaimsPrincipal user, SavePolicy.Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(inboxId, request, user.Actor(), cancel)).ToHttp(policy => TypedResults.Ok(Item.Of(policy))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Decide where an inbox differs; what is left out is as everywhere")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }
}
