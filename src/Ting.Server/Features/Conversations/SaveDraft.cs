using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>What an agent has begun to write is kept, for this agent alone, until it is sent.</summary>
public static class SaveDraft
{
    public sealed record Request
    {
        [StringLength(Message.MostCharacters)]
        public string Text { get; set; } = "";

        /// <summary>reply or note.</summary>
        public string Kind { get; set; } = "reply";
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        public Task<Outcome<bool>> HandleAsync(long number, Guid agentId, Request request, CancellationToken cancel) =>
            Attempts.OnConflictAsync<Outcome<bool>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.Conversations.Where(it => it.Number == number).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(cancel) is not { } conversationId)
                    return Refusal.NotFound("conversation.not_found");

                var draft = await db.Drafts.FindAsync([agentId, conversationId], cancel);
                if (request.Text.Length == 0)
                {
                    if (draft is not null)
                        db.Drafts.Remove(draft);
                }
                else
                {
                    if (draft is null)
                        db.Drafts.Add(draft = new Draft(agentId, conversationId));
                    draft.Write(request.Text, request.Kind == "note", clock.GetUtcNow());
                }

                await db.SaveChangesAsync(cancel);
                return true;
            });

        public async Task<Draft?> FindAsync(Guid conversationId, Guid agentId, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            return await db.Drafts.AsNoTracking().FirstOrDefaultAsync(draft => draft.AgentId == agentId && draft.ConversationId == conversationId, cancel);
        }
    }
}
