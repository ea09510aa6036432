using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.Routing;
using Ting.Server.Features.Staffing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Routing;

/// <summary>Tests of a desk whose one inbox is at hand.</summary>
public abstract class RoutedDeskTest : DeskTest
{
    protected Inbox Inbox { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Server.Database();
        Inbox = await db.Inboxes.SingleAsync(Cancel);
    }
}

/// <summary>What tests of routing begin with.</summary>
internal static class RoutedDesk
{
    extension(TestServer server)
    {
        public async Task<Agent> HasColleagueAtAsync(string name, SeatState state, int capacity, CancellationToken cancel)
        {
            var agent = await server.HasColleagueAsync(name, cancel);
            await server.SitsAsync(agent.Id, state, capacity, cancel);
            return agent;
        }

        public async Task SitsAsync(Guid agentId, SeatState state, int capacity, CancellationToken cancel)
        {
            await using var db = server.Database();
            var seat = await db.SeatAsync(agentId, server.Clock.GetUtcNow(), cancel);
            if (seat.Choose(state, "system", server.Clock.GetUtcNow()) is { } line)
                db.Append(line);
            if (seat.Allow(capacity, "system", server.Clock.GetUtcNow()) is { } allowed)
                db.Append(allowed);
            await db.SaveChangesAsync(cancel);
        }

        public async Task<JsonElement> RoutesAsync(Guid inboxId, object rule, HttpStatusCode expected = HttpStatusCode.OK)
        {
            using var client = server.Client();
            return await client.SendAsync(HttpMethod.Put, $"/api/v1/inboxes/{inboxId}/routing", rule, expected);
        }

        /// <summary>A round of what time brings about, and all jobs.</summary>
        public async Task RoundAsync(CancellationToken cancel)
        {
            await server.Services.GetRequiredService<RoutingRounds>().RunAsync(cancel);
            await server.RunJobsAsync(cancel);
        }
    }
}
