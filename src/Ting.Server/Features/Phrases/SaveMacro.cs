using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Phrases;

/// <summary>Agents keep macros of their own; those of a team or of everybody are kept by whoever manages phrases.</summary>
public static class SaveMacro
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public string Text { get; set; } = "";
        public string Language { get; set; } = "en";
        public MacroScope Scope { get; set; }
        public bool Resolves { get; set; }
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        /// <param name="id">Null for a new one.</param>
        public async Task<Outcome<Macro>> HandleAsync(Guid? id, Request request, ClaimsPrincipal user, CancellationToken cancel)
        {
            if ((Check.Name(request.Name, "name") ?? Check.Language(request.Language, "language")) is { } refusal)
                return refusal;
            if (string.IsNullOrWhiteSpace(request.Text))
                return Refusal.Invalid("form.required", "text");
            if (request.Text.Length > 5000)
                return Refusal.Invalid("form.too_long", "text");

            await using var db = await database.CreateDbContextAsync(cancel);
            var agentId = user.RequiredAgentId();
            if (id is { } known)
            {
                if (await FindOwnAsync(db, known, agentId, user, cancel) is not { } macro)
                    return Refusal.NotFound("macro.not_found");

                macro.Change(request.Name, request.Text, request.Language, request.Resolves);
                await db.SaveChangesAsync(cancel);
                return macro;
            }

            if (request.Scope is not MacroScope.Mine && !user.May(Permission.ManagePhrases))
                return Refusal.Forbidden("access.forbidden");

            var teamId = request.Scope is MacroScope.Team ? await db.Agents.Where(agent => agent.Id == agentId).Select(agent => agent.TeamId).FirstOrDefaultAsync(cancel) : null;
            if (request.Scope is MacroScope.Team && teamId is null)
                return Refusal.Invalid("macro.no_team", "scope");

            var added = new Macro(request.Name, request.Text, request.Language, request.Scope, agentId, teamId, request.Resolves, clock.GetUtcNow());
            db.Macros.Add(added);
            await db.SaveChangesAsync(cancel);
            return added;
        }

        public async Task<Outcome<bool>> RemoveAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await FindOwnAsync(db, id, user.RequiredAgentId(), user, cancel) is not { } macro)
                return Refusal.NotFound("macro.not_found");

            db.Macros.Remove(macro);
            await db.SaveChangesAsync(cancel);
            return true;
        }

        private static Task<Macro?> FindOwnAsync(AppDb db, Guid id, Guid agentId, ClaimsPrincipal user, CancellationToken cancel)
        {
            var manages = user.May(Permission.ManagePhrases);
            return db.Macros.FirstOrDefaultAsync(macro => macro.Id == id && (macro.Scope == MacroScope.Mine ? macro.OwnerId == agentId : manages), cancel);
        }
    }
}
