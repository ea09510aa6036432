using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent says what a conversation is about and how much it presses.</summary>
public static class TagConversation
{
    /// <param name="Priority">Null leaves it as it is.</param>
    /// <param name="Labels">All that it carries afterwards; null leaves them as they are.</param>
    public sealed record Request(Priority? Priority, IReadOnlyCollection<Guid>? Labels);

    public sealed class Handler(ChangeState state)
    {
        public Task<Outcome<Conversation>> HandleAsync(Guid id, ClaimsPrincipal user, Request request, CancellationToken cancel) =>
            state.HandleAsync(id, user, version: null, async (db, conversation, actor, now) =>
            {
                if (request.Priority is { } priority)
                    conversation.SetPriority(priority, actor, now);
                if (request.Labels is null)
                    return true;

                var known = await db.Labels.Where(label => request.Labels.Contains(label.Id)).Select(label => label.Id).ToListAsync(cancel);
                if (known.Count != request.Labels.Distinct().Count())
                    return Refusal.NotFound("label.not_found");

                var carried = await db.ConversationLabels.Where(link => link.ConversationId == id).ToListAsync(cancel);
                Guid[] added = [.. known.Except(carried.Select(link => link.LabelId))];
                ConversationLabel[] removed = [.. carried.Where(link => !known.Contains(link.LabelId))];
                if (added.Length + removed.Length == 0)
                    return true;

                db.ConversationLabels.AddRange(added.Select(label => new ConversationLabel(label, id)));
                db.ConversationLabels.RemoveRange(removed);
                conversation.Log("conversation.labelled", actor, now, new { added, removed = removed.Select(link => link.LabelId) });
                return true;
            }, cancel);
    }
}
