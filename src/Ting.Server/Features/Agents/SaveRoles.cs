using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator says what each role may do on this desk (TEAM-02). Every single change is a line in the log.</summary>
public static class SaveRoles
{
    public sealed record Request
    {
        /// <summary>All that the role may do.</summary>
        public IReadOnlyList<string> Permissions { get; set; } = [];

        /// <summary>Which conversations the role sees: all, team or own; null leaves it.</summary>
        public string? Sight { get; set; }

        /// <summary>With team: also those that nobody has and no team either; null leaves it.</summary>
        public bool? SeesUnheld { get; set; }
    }

    /// <param name="Usual">What the role may do unless a desk says otherwise.</param>
    /// <param name="Fixed">What no desk can change for this role, granted or not.</param>
    /// <param name="Sight">Which conversations the role sees.</param>
    /// <param name="SeesUnheld">With team: also those that nobody has and no team either.</param>
    public sealed record Item(AgentRole Role, IReadOnlyList<string> Permissions, IReadOnlyList<string> Usual, IReadOnlyList<string> Fixed, Sight Sight, bool SeesUnheld)
    {
        internal static Item Of(AgentRole role, RoleBook book) => new(
            role, [.. Permission.All.Where(it => book.Allows(role, it))], [.. Permission.All.Where(it => role.Allows(it))], [.. Permission.All.Where(it => RoleRules.Fixed(role, it) is not null)], book.SightOf(role).Sight, book.SightOf(role).Unheld);
    }

    public sealed record Items(IReadOnlyList<Item> Roles);

    internal static void Map(IEndpointRouteBuilder api)
    {
        var roles = api.MapGroup("/roles").RequireAuthorization(Permission.Administer);

        roles.MapGet("", async (Kept<RoleBook> books, CancellationToken cancel) =>
            {
                var book = await books.ReadAsync(cancel);
                return TypedResults.Ok(new Items([.. Enum.GetValues<AgentRole>().Select(role => Item.Of(role, book))]));
            })
            .WithSummary("What each role may do on this desk");

        roles.MapPut("/{role}", async (string role, Request request, ClaimsPrincipal user, Kept<RoleBook> books, Handler handler, CancellationToken cancel) =>
            {
                if (Choice.Of<AgentRole>(role) is not { } chosen)
                    return Refusal.NotFound("role.not_found").ToHttp();
                if (request.Permissions is null)
                    return Refusal.Invalid("form.required", "permissions").ToHttp();

                var now = (await books.ReadAsync(cancel)).SightOf(chosen);
                if ((request.Sight is null ? now.Sight : Choice.Of<Sight>(request.Sight)) is not { } sight)
                    return Refusal.Invalid("role.sight_unknown", "sight").ToHttp();
                return (await handler.HandleAsync(chosen, request.Permissions, new RoleSight(sight, request.SeesUnheld ?? now.Unheld), user.Actor(), cancel)).ToHttp(book => TypedResults.Ok(Item.Of(chosen, book)));
            })
            .WithSummary("Say what a role may do; it holds from the next request on")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        roles.MapDelete("/{role}", async (string role, ClaimsPrincipal user, Handler handler, CancellationToken cancel) =>
                Choice.Of<AgentRole>(role) is { } chosen
                    ? (await handler.HandleAsync(chosen, [.. Permission.Usual(chosen)], RoleSight.Usual, user.Actor(), cancel)).ToHttp(book => TypedResults.Ok(Item.Of(chosen, book)))
                    : Refusal.NotFound("role.not_found").ToHttp())
            .WithSummary("Let a role do what it usually may")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<RoleBook>> HandleAsync(AgentRole role, IReadOnlyCollection<string> permissions, RoleSight sight, string actor, CancellationToken cancel) =>
            HandleAsync(new Dictionary<AgentRole, IReadOnlyCollection<string>> { [role] = permissions }, new Dictionary<AgentRole, RoleSight> { [role] = sight }, actor, cancel);

        /// <param name="given">All that each of these roles may do; the others stay.</param>
        /// <param name="sights">Which conversations each of them sees.</param>
        public Task<Outcome<RoleBook>> HandleAsync(
            IReadOnlyDictionary<AgentRole, IReadOnlyCollection<string>> given, IReadOnlyDictionary<AgentRole, RoleSight> sights, string actor, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(given, sights, actor, cancel));

        private async Task<Outcome<RoleBook>> TryAsync(
            IReadOnlyDictionary<AgentRole, IReadOnlyCollection<string>> given, IReadOnlyDictionary<AgentRole, RoleSight> sights, string actor, CancellationToken cancel)
        {
            foreach (var (role, permissions) in given)
            {
                if (Wrong(role, permissions) is { } refusal)
                    return refusal;
                if (RoleSight.IsFixed(role) && sights[role].Sight is not Sight.All)
                    return Refusal.Conflict("role.sight_fixed");
            }

            await using var db = await database.CreateDbContextAsync(cancel);
            var held = await db.RoleSettings.ToDictionaryAsync(it => it.Role, cancel);
            var now = clock.GetUtcNow();
            foreach (var (role, permissions) in given)
            {
                var before = RoleBook.With(role, held.GetValueOrDefault(role)?.ReadChanges());
                string[] granted = [.. permissions.Distinct().Where(it => !before.Contains(it))];
                string[] withdrawn = [.. before.Where(it => !permissions.Contains(it))];
                var sees = RoleBook.SightWith(role, held.GetValueOrDefault(role)) != sights[role];
                if (granted.Length + withdrawn.Length == 0 && !sees)
                    continue;

                var settings = held.GetValueOrDefault(role) ?? db.RoleSettings.Add(new RoleSettings(role, now)).Entity;
                settings.Change(Permission.All.Where(it => RoleRules.Fixed(role, it) is null && role.Allows(it) != permissions.Contains(it)).ToDictionary(it => it, permissions.Contains));
                if (sees)
                {
                    settings.See(sights[role]);
                    db.Append(settings.Log("role.sight", actor, new { role = role.ToString(), sight = sights[role].Sight.ToString(), unheld = sights[role].Unheld }, now));
                }

                foreach (var permission in granted)
                    db.Append(settings.Log("role.granted", actor, new { role = role.ToString(), permission }, now));
                foreach (var permission in withdrawn)
                    db.Append(settings.Log("role.withdrawn", actor, new { role = role.ToString(), permission }, now));
            }

            await db.SaveChangesAsync(cancel);
            return await RoleBook.ReadAsync(db, cancel);
        }

        private static Refusal? Wrong(AgentRole role, IReadOnlyCollection<string> permissions)
        {
            if (permissions.Any(it => !Permission.All.Contains(it)))
                return Refusal.Invalid("role.permission_unknown", "permissions");
            if (Permission.All.Any(it => RoleRules.Fixed(role, it) is { } must && must != permissions.Contains(it)))
                return Refusal.Conflict("role.fixed");
            return RoleRules.Needs.Any(it => permissions.Contains(it.Key) && !permissions.Contains(it.Value)) ? Refusal.Invalid("role.needs", "permissions") : null;
        }
    }
}
