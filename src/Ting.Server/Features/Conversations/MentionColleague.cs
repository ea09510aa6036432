using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Agents;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Conversations;

/// <summary>An agent writes a note and calls colleagues by name; each finds the conversation among their mentions.</summary>
public static class MentionColleague
{
    /// <summary>Mentions are found like words: the index knows who was named where.</summary>
    public const string Kind = "mention";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    public static string WordFor(Guid agentId) => $"agent{agentId:N}";

    public sealed class Handler(IDbContextFactory<AppDb> database, AddNote.Handler notes, LiveFeed live, TimeProvider clock)
    {
        public async Task<Outcome<Message>> HandleAsync(Guid conversationId, ClaimsPrincipal user, string text, IReadOnlyCollection<Guid> attachments, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var (agentId, since) = (user.AgentId(), clock.GetUtcNow() - Moment);
            if (await db.Messages.AsNoTracking().FirstOrDefaultAsync(
                    it => it.ConversationId == conversationId && it.At > since && it.Kind == MessageKind.Note && it.AuthorId == agentId && it.Text == text, cancel) is { } twice)
                return twice; // the button was pressed two times

            var outcome = await notes.HandleAsync(conversationId, user, text, attachments, cancel);
            if (outcome.IsRefused(out _, out var note))
                return outcome;

            var named = await NamedAsync(db, text, cancel);
            foreach (var agent in named)
                db.AddNumbered(new SearchDocument(Kind, conversationId, note.Id, WordFor(agent)));
            if (named.Count > 0)
            {
                await db.SaveChangesAsync(cancel);
                live.Publish("inbox");
            }

            return outcome;
        }

        private static async Task<IReadOnlyList<Guid>> NamedAsync(AppDb db, string text, CancellationToken cancel)
        {
            if (!text.Contains('@') && !text.Contains('＠'))
                return [];

            var agents = await db.Agents.Where(agent => agent.Active).Select(agent => new { agent.Id, agent.Name }).Take(500).ToListAsync(cancel);
            return [.. agents.Where(agent => text.Contains($"@{agent.Name}", StringComparison.OrdinalIgnoreCase) || text.Contains($"＠{agent.Name}", StringComparison.OrdinalIgnoreCase)).Select(agent => agent.Id)];
        }
    }
}
