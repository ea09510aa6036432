using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Routing;

/// <summary>How much lies on agents' desks: open conversations weigh as long as the customer waits, and half an hour after the last word. What is put off or resolved weighs nothing.</summary>
internal static class AgentLoads
{
    public static readonly TimeSpan Lively = TimeSpan.FromMinutes(30);

    public sealed record Load(int Points, int Conversations, int Waiting)
    {
        public static readonly Load None = new(0, 0, 0);
    }

    public static async Task<IReadOnlyDictionary<Guid, Load>> ReadAsync(AppDb db, RoutingBook book, IReadOnlyCollection<Guid> agentIds, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Lively;
        var ids = agentIds.Cast<Guid?>().ToArray();
        var counts = await db.Conversations
            .Where(it => ids.Contains(it.AssigneeId) && it.Status == ConversationStatus.Open && (it.WaitingSince != null || it.LastMessageAt > since))
            .GroupBy(it => new { it.AssigneeId, it.InboxId, Waits = it.WaitingSince != null })
            .Select(group => new { group.Key.AssigneeId, group.Key.InboxId, group.Key.Waits, Count = group.Count() })
            .ToListAsync(cancel);
        return counts.GroupBy(it => it.AssigneeId!.Value).ToDictionary(group => group.Key, group => new Load(
            group.Sum(it => it.Count * book.Of(it.InboxId).Weight), group.Sum(it => it.Count), group.Where(it => it.Waits).Sum(it => it.Count)));
    }
}
