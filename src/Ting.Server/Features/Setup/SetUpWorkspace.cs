using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Setup;

/// <summary>The first person to open a new installation sets it up, once: an administrator, the workspace, the first inbox.</summary>
public static class SetUpWorkspace
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public string Email { get; set; } = "";
        public string Password { get; set; } = "";
        public string Workspace { get; set; } = "";
        public string Language { get; set; } = "en";
        public string Inbox { get; set; } = "";
        public string? Origins { get; set; }
    }

    public sealed record Response(Agent Administrator, Guid InboxId);

    public sealed class Handler(IDbContextFactory<AppDb> database, UserManager<Agent> agents, CurrentWorkspace current, TimeProvider clock)
    {
        // Two who press the button at the same moment: the second finds the work done.
        private static readonly SemaphoreSlim OneAtATime = new(1, 1);

        public async Task<Outcome<Response>> HandleAsync(Request request, CancellationToken cancel)
        {
            var refusal = Check.Name(request.Name, "name") ?? Check.Email(request.Email, "email") ?? Check.Name(request.Workspace, "workspace")
                ?? Check.Language(request.Language, "language") ?? Check.Name(request.Inbox, "inbox");
            if (refusal is not null)
                return refusal;

            await OneAtATime.WaitAsync(cancel);
            try
            {
                return await SetUpAsync(request, cancel);
            }
            finally
            {
                OneAtATime.Release();
            }
        }

        private async Task<Outcome<Response>> SetUpAsync(Request request, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Workspaces.AnyAsync(cancel))
                return Refusal.Conflict("setup.done");
            if (InboxShape.Origins(request.Origins).IsRefused(out var badOrigins, out var origins))
                return badOrigins;

            var administrator = new Agent(request.Name, request.Email, AgentRole.Administrator, request.Language, now);
            if ((await agents.CreateAsync(administrator, request.Password ?? "")).Refusal() is { } refused)
                return refused;

            var inbox = new Inbox(request.Inbox, "chat", InboxShape.NewKey(), request.Language, now);
            inbox.Show(null, origins, inbox.Topics);
            db.Inboxes.Add(inbox);
            db.Workspaces.Add(new Workspace(request.Workspace, request.Language, isDemo: false, now));
            if (await db.SaveOrRefuseAsync("setup.done", cancel) is { } done) // another server was faster
            {
                await agents.DeleteAsync(administrator);
                return done;
            }

            current.Forget();
            return new Response(administrator, inbox.Id);
        }
    }
}
