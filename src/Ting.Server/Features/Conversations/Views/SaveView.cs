using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations.Views;

/// <summary>Agents keep views of their own; those of a team or of everybody are kept by whoever writes segments.</summary>
public static class SaveView
{
    /// <summary>Who keeps what all see.</summary>
    public const string Shares = Permission.ManageSegments;

    public sealed record Request
    {
        public string Name { get; set; } = "";

        /// <summary>mine, team or everyone.</summary>
        public string Scope { get; set; } = "mine";

        public ViewFilter Filter { get; set; } = new();
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, ReadColleagues desk, Kept<Roster> rosters, LiveFeed live, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        /// <param name="expected">The version the caller has seen; null when it does not matter.</param>
        public async Task<Outcome<SavedView>> HandleAsync(Guid? id, Request request, int? expected, ClaimsPrincipal user, CancellationToken cancel)
        {
            if ((Check.Name(request.Name, "name", SavedView.MostName) ?? (request.Filter is null ? Refusal.Invalid("form.required", "filter") : request.Filter.Problem(await desk.HandleAsync(cancel)))) is { } refusal)
                return refusal;
            if (Choice.Of<ViewScope>(request.Scope) is not { } scope || (scope is ViewScope.Mine && user.AgentId() is null))
                return Refusal.Invalid("form.choice", "scope");
            if (scope is not ViewScope.Mine && !user.May(Shares))
                return Refusal.Forbidden("view.not_shared");

            var teamId = await TeamOfAsync(user, cancel);
            if (scope is ViewScope.Team && teamId is null)
                return Refusal.Invalid("view.no_team", "scope");

            await using var db = await database.CreateDbContextAsync(cancel);
            var known = id is { } given ? await FindAsync(db, given, teamId, user, cancel) : null;
            if (id is not null && known is null)
                return Refusal.NotFound("view.not_found");
            if (known is not null && expected is { } seen && seen != known.Version)
                return Refusal.Stale("view.changed_meanwhile");
            var comes = known is null || (known.Scope, known.TeamId) != (scope, scope is ViewScope.Team ? teamId : null);
            var last = comes ? await LastAsync(db, scope, known?.OwnerId ?? user.AgentId(), teamId, cancel) : default;
            if (last.Count >= ViewBook.Most)
                return Refusal.Conflict("view.too_many");

            var view = known ?? db.SavedViews.Add(new SavedView(user.AgentId(), last.Position + 1, clock.GetUtcNow())).Entity;
            if (known is not null && comes)
                view.Stand(last.Position + 1);
            view.Describe(request.Name, request.Filter!.Clean());
            view.Share(scope, teamId);
            return await SaveAsync(db, view, cancel);
        }

        /// <summary>A view changes places with its neighbour.</summary>
        public async Task<Outcome<SavedView>> MoveAsync(Guid id, bool up, ClaimsPrincipal user, CancellationToken cancel)
        {
            var teamId = await TeamOfAsync(user, cancel);
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindAsync(db, id, teamId, user, cancel) is not { } view)
                return Refusal.NotFound("view.not_found");

            var row = await Beside(db, view.Scope, view.OwnerId, view.TeamId).OrderBy(it => it.Position).ThenBy(it => it.Id).Take(ViewBook.Most * 2).ToListAsync(cancel);
            var (at, to) = (row.IndexOf(view), row.IndexOf(view) + (up ? -1 : 1));
            if (to >= 0 && to < row.Count)
                (row[at], row[to]) = (row[to], row[at]);
            foreach (var (position, it) in row.Index().Where(it => it.Item.Position != it.Index))
                it.Stand(position);
            return await SaveAsync(db, view, cancel);
        }

        public Task<Outcome<bool>> RemoveAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel) => Attempts.OnConflictAsync<Outcome<bool>>(async () =>
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindAsync(db, id, await TeamOfAsync(user, cancel), user, cancel) is not { } view)
                return Refusal.NotFound("view.not_found");

            db.SavedViews.Remove(view);
            await db.SaveChangesAsync(cancel);
            live.Publish("inbox");
            return true;
        });

        private async Task<Outcome<SavedView>> SaveAsync(AppDb db, SavedView view, CancellationToken cancel)
        {
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Refusal.Stale("view.changed_meanwhile");
            }

            live.Publish("inbox");
            return view;
        }

        private async Task<Guid?> TeamOfAsync(ClaimsPrincipal user, CancellationToken cancel) => user.AgentId() is { } me ? (await rosters.ReadAsync(cancel)).TeamOf(me) : null;

        private static Task<SavedView?> FindAsync(AppDb db, Guid id, Guid? teamId, ClaimsPrincipal user, CancellationToken cancel)
        {
            var (me, shares) = (user.AgentId(), user.May(Shares));
            return db.SavedViews.FirstOrDefaultAsync(view => view.Id == id
                && ((view.Scope == ViewScope.Mine && view.OwnerId != null && view.OwnerId == me)
                    || (shares && (view.Scope == ViewScope.Everyone || (view.Scope == ViewScope.Team && view.TeamId != null && view.TeamId == teamId)))), cancel);
        }

        private static IQueryable<SavedView> Beside(AppDb db, ViewScope scope, Guid? ownerId, Guid? teamId) => scope switch
        {
            ViewScope.Mine => db.SavedViews.Where(it => it.OwnerId == ownerId && it.Scope == scope),
            ViewScope.Team => db.SavedViews.Where(it => it.Scope == scope && it.TeamId == teamId),
            _ => db.SavedViews.Where(it => it.Scope == scope),
        };

        private static async Task<(int Count, int Position)> LastAsync(AppDb db, ViewScope scope, Guid? ownerId, Guid? teamId, CancellationToken cancel)
        {
            var positions = await Beside(db, scope, ownerId, teamId).Select(it => it.Position).Take(ViewBook.Most * 2).ToListAsync(cancel);
            return (positions.Count, positions.Prepend(-1).Max());
        }
    }
}
