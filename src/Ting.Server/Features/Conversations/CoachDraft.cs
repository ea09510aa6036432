using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>The coach reads a draft against what the customer said last. Nothing is stored.</summary>
public static class CoachDraft
{
    private const int MostContext = 6;

    public sealed record Request
    {
        [StringLength(Message.MostCharacters)]
        public string Text { get; set; } = "";
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, IEnumerable<IDraftCheck> checks)
    {
        /// <param name="explainIn">The language of the agent's screens.</param>
        public async Task<Outcome<Coaching>> HandleAsync(long number, string text, string? explainIn, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Conversations.Where(it => it.Number == number).Select(it => new { it.Id, it.InboxId }).FirstOrDefaultAsync(cancel) is not { } found)
                return Refusal.NotFound("conversation.not_found");

            var context = await db.Messages.AsNoTracking()
                .Where(it => it.ConversationId == found.Id && it.Kind == MessageKind.Customer)
                .OrderByDescending(it => it.At).Take(MostContext).Select(it => it.Text).ToListAsync(cancel);
            context.Reverse();
            var reader = LanguageCode.ForEngine(explainIn);
            var coaching = Coach.Review(text, context, explainIn: reader);
            var situation = new DraftSituation(found.Id, found.InboxId, text, context, reader);
            foreach (var check in checks)
                coaching = coaching.With(await check.CheckAsync(db, situation, cancel));
            return coaching;
        }
    }
}
