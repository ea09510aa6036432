using Microsoft.AspNetCore.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Agents;

/// <summary>An administrator makes a new link for somebody who has no password yet, or has forgotten it.</summary>
public static class InviteAgent
{
    public sealed class Handler(UserManager<Agent> agents)
    {
        /// <returns>The path of the link.</returns>
        public async Task<Outcome<string>> HandleAsync(Guid id) =>
            await agents.FindByIdAsync(id.ToString()) is { Active: true } agent
                ? await PasswordLink.ForAsync(agents, agent)
                : Refusal.NotFound("agent.not_found");
    }
}
