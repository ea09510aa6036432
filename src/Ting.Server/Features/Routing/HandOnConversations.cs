using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Staffing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;

namespace Ting.Server.Features.Routing;

/// <summary>Customers do not wait for somebody who is not there: what an offline agent leaves unanswered goes on by the inbox's rule, and so does what somebody who has left still holds.</summary>
public sealed class HandOnConversations(IDbContextFactory<AppDb> database, Kept<RoutingBook> rules, LiveFeed live, TimeProvider clock)
{
    private const int MostAgents = 10_000;
    private const int MostAtOnce = 200;

    /// <returns>How many conversations were handed on.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var handed = 0;
        foreach (var rule in (await rules.ReadAsync(cancel)).Rules.Where(rule => rule.HandOnAfter is not null))
        {
            foreach (var id in await FindAsync(rule, now, cancel))
            {
                if (await HandOnAsync(id, rule, now, cancel))
                    handed++;
            }
        }

        return handed;
    }

    private async Task<IReadOnlyList<Guid>> FindAsync(RoutingRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var before = now - TimeSpan.FromMinutes(rule.HandOnAfter!.Value);
        Guid?[] gone =
        [
            .. await db.Seats.Where(seat => seat.State == SeatState.Offline && seat.Since <= before).OrderBy(seat => seat.AgentId).Take(MostAgents).Select(seat => (Guid?)seat.AgentId).ToListAsync(cancel),
            .. await db.Agents.Where(agent => !agent.Active).OrderBy(agent => agent.Id).Take(MostAgents).Select(agent => (Guid?)agent.Id).ToListAsync(cancel),
        ];
        return gone.Length == 0 ? [] : await db.Conversations
            .Where(it => gone.Contains(it.AssigneeId) && it.Status == ConversationStatus.Open && it.ReplyDueAt != null && it.WaitingSince <= before && it.InboxId == rule.InboxId)
            .OrderBy(it => it.ReplyDueAt).Take(MostAtOnce).Select(it => it.Id).ToListAsync(cancel);
    }

    private async Task<bool> HandOnAsync(Guid id, RoutingRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        await using var db = await database.CreateDbContextAsync(cancel);
        var conversation = await db.Conversations.SingleAsync(it => it.Id == id, cancel);
        if (conversation is not { Status: ConversationStatus.Open, AssigneeId: { } agentId, WaitingSince: { } since } || await IsThereAsync(db, agentId, cancel))
            return false;

        conversation.HandOn(rule.HandOnTeamId, (int)(now - since).TotalMinutes, now);
        try
        {
            await db.SaveAsync(conversation, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // somebody answered or took it at this moment
        }

        Intake.Announce(live, conversation);
        return true;
    }

    private static async Task<bool> IsThereAsync(AppDb db, Guid agentId, CancellationToken cancel) =>
        await db.Seats.AnyAsync(seat => seat.AgentId == agentId && seat.State != SeatState.Offline, cancel) && await db.Agents.AnyAsync(agent => agent.Id == agentId && agent.Active, cancel);
}
