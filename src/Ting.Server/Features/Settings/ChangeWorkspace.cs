using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Settings;

/// <summary>An administrator renames the workspace or changes the language it starts in.</summary>
public static class ChangeWorkspace
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public string Language { get; set; } = "en";
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, CurrentWorkspace current)
    {
        public async Task<Outcome<Workspace>> HandleAsync(Request request, CancellationToken cancel)
        {
            if ((Check.Name(request.Name, "name") ?? Check.Language(request.Language, "language")) is { } refusal)
                return refusal;

            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Workspaces.OrderBy(it => it.Id).FirstOrDefaultAsync(cancel) is not { } workspace)
                return Refusal.NotFound("workspace.absent");

            workspace.Change(request.Name, request.Language);
            await db.SaveChangesAsync(cancel);
            current.Forget();
            return workspace;
        }
    }
}
