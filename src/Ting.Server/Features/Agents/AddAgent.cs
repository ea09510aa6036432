using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator takes somebody on, and gets a link with which they choose their password.</summary>
public static class AddAgent
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public string Email { get; set; } = "";
        public AgentRole Role { get; set; }
        public string Language { get; set; } = "en";
        public Guid? TeamId { get; set; }

        /// <summary>When it is known already; else there is a link.</summary>
        public string? Password { get; set; }
    }

    /// <param name="Link">The path with which they choose their password; null when one was given.</param>
    public sealed record Response(Guid AgentId, string? Link);

    public sealed class Handler(UserManager<Agent> agents, IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(Request request, CancellationToken cancel)
        {
            if ((Check.Name(request.Name, "name") ?? Check.Email(request.Email, "email") ?? Check.Language(request.Language, "language")) is { } refusal)
                return refusal;
            if (!Enum.IsDefined(request.Role))
                return Refusal.Invalid("form.choice", "role");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.TeamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel))
                return Refusal.Invalid("team.not_found", "teamId");

            var agent = new Agent(request.Name, request.Email, request.Role, request.Language, clock.GetUtcNow());
            agent.Change(request.Name, request.Role, request.Language, request.TeamId);
            var created = string.IsNullOrEmpty(request.Password) ? await agents.CreateAsync(agent) : await agents.CreateAsync(agent, request.Password);
            if (created.Refusal() is { } refused)
                return refused;

            return new Response(agent.Id, string.IsNullOrEmpty(request.Password) ? await PasswordLink.ForAsync(agents, agent) : null);
        }
    }
}
