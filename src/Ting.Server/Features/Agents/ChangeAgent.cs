using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator gives somebody another role or team, lets them go, or takes them back.</summary>
public static class ChangeAgent
{
    public sealed record Request
    {
        public string Name { get; set; } = "";
        public AgentRole Role { get; set; }
        public string Language { get; set; } = "en";
        public Guid? TeamId { get; set; }
        public bool Active { get; set; }
    }

    public sealed class Handler(UserManager<Agent> agents, IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public async Task<Outcome<Agent>> HandleAsync(Guid id, Request request, CancellationToken cancel)
        {
            if ((Check.Name(request.Name, "name") ?? Check.Language(request.Language, "language")) is { } refusal)
                return refusal;
            if (!Enum.IsDefined(request.Role))
                return Refusal.Invalid("form.choice", "role");
            if (await agents.FindByIdAsync(id.ToString()) is not { } agent)
                return Refusal.NotFound("agent.not_found");

            await using var db = await database.CreateDbContextAsync(cancel);
            if (request.TeamId is { } team && !await db.Teams.AnyAsync(it => it.Id == team, cancel))
                return Refusal.Invalid("team.not_found", "teamId");

            var administers = request is { Active: true, Role: AgentRole.Administrator };
            if (!administers && !await db.Agents.AnyAsync(it => it.Id != id && it.Active && it.Role == AgentRole.Administrator, cancel))
                return Refusal.Conflict("agent.last_administrator");

            agent.Change(request.Name, request.Role, request.Language, request.TeamId);
            if (agent.Active && !request.Active)
            {
                agent.Leave(clock.GetUtcNow());
                await agents.UpdateSecurityStampAsync(agent); // their open screens end within a minute
            }
            else if (request.Active)
            {
                agent.ComeBack();
            }

            return (await agents.UpdateAsync(agent)).Refusal() is { } refused ? refused : agent;
        }
    }
}
