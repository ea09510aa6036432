using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Settings;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Tests.Support;

/// <summary>What tests of the desk's pages begin with.</summary>
internal static class Desk
{
    extension(TestServer server)
    {
        public Browser Browser(string language = "en") => new(server.Client(language));

        /// <summary>A workspace that is set up, with one agent and one inbox.</summary>
        public async Task HasDeskAsync(CancellationToken cancel)
        {
            await server.HasInboxAsync();
            await using var db = server.Database();
            if (await db.Workspaces.AnyAsync(cancel))
                return;

            db.Workspaces.Add(new Workspace("禾木生活", "zh-Hans", isDemo: false, server.Clock.GetUtcNow()));
            await db.SaveChangesAsync(cancel);
        }

        public async Task<Agent> HasColleagueAsync(string name, CancellationToken cancel)
        {
            var agent = new Agent(name, $"{Guid.CreateVersion7():N}@example.test", AgentRole.Representative, "zh-Hans", server.Clock.GetUtcNow());
            agent.NormalizedEmail = agent.NormalizedUserName = agent.Email!.ToUpperInvariant();
            await using var db = server.Database();
            db.Agents.Add(agent);
            await db.SaveChangesAsync(cancel);
            return agent;
        }

        public async Task AnswerAsync(Guid conversationId, string text, CancellationToken cancel)
        {
            using var client = server.Client();
            using var response = await client.PostAsJsonAsync($"/api/v1/conversations/{conversationId}/messages", new { kind = "reply", text }, cancel);
            response.EnsureSuccessStatusCode();
        }
    }
}
