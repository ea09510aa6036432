using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent tells colleagues something the customer does not see; @name calls one of them.</summary>
public static class AddNote
{
    public sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        public Task<Outcome<Message>> HandleAsync(Guid conversationId, ClaimsPrincipal user, string text, IReadOnlyCollection<Guid> attachments, CancellationToken cancel) =>
            Attempts.OnConflictAsync(() => TryAsync(conversationId, user, text, attachments, cancel));

        private async Task<Outcome<Message>> TryAsync(Guid conversationId, ClaimsPrincipal user, string text, IReadOnlyCollection<Guid> attachments, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.SingleOrDefaultAsync(it => it.Id == conversationId, cancel) is not { } conversation)
                return Refusal.NotFound("conversation.not_found");
            if (conversation.Status is ConversationStatus.Merged)
                return Refusal.Conflict("conversation.merged");

            var note = conversation.Note(user.AgentId(), user.Actor(), text, clock.GetUtcNow());
            db.Messages.Add(note);
            if ((await AttachedFiles.TakeAsync(db, note, user.Actor(), attachments, cancel)).IsRefused(out var refusal, out _))
                return refusal;

            db.AddNumbered(new SearchDocument("message", conversation.Id, note.Id, text));
            if (user.AgentId() is { } agentId && await db.Drafts.FindAsync([agentId, conversationId], cancel) is { } draft)
                db.Drafts.Remove(draft);
            await db.SaveAsync(conversation, cancel);

            live.Publish($"conversation:{conversationId}");
            return note;
        }
    }
}
