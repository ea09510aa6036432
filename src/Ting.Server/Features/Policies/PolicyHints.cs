using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Policies;

/// <summary>Beside the coach: a draft that does not do what was decided here.</summary>
internal sealed class PolicyHints(Kept<PolicyBook> books) : IDraftCheck
{
    public async Task<IReadOnlyList<Finding>> CheckAsync(AppDb db, DraftSituation situation, CancellationToken cancel)
    {
        var policy = (await books.ReadAsync(cancel)).For(situation.InboxId);
        return policy.SpeaksOfWords
            ? policy.Review(situation.Text, situation.Context, policy.ApologiseFirst ? await RepliesAsync(db, situation, cancel) : [], situation.ExplainIn)
            : [];
    }

    private static Task<List<string>> RepliesAsync(AppDb db, DraftSituation situation, CancellationToken cancel) =>
        db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == situation.ConversationId && it.Kind == MessageKind.Reply)
            .OrderByDescending(it => it.At).Take(PolicyInForce.LastReplies).Select(it => it.Text).ToListAsync(cancel);
}
