using Microsoft.EntityFrameworkCore;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Policies;

/// <summary>Beside the coach: a draft that does not do what was decided here. Who was told already that we are sorry is not told so with every answer.</summary>
internal sealed class PolicyHints(Kept<PolicyBook> books) : IDraftCheck
{
    private const int LastReplies = 2;

    public async Task<IReadOnlyList<Finding>> CheckAsync(AppDb db, DraftSituation situation, CancellationToken cancel)
    {
        var policy = (await books.ReadAsync(cancel)).For(situation.InboxId);
        if (!policy.ApologiseFirst && !policy.Trust)
            return [];

        var apologises = policy.ApologiseFirst && !await HasApologisedAsync(db, situation, cancel);
        return PolicyCheck.Review(situation.Text, situation.Context, apologises, policy.Trust, explainIn: situation.ExplainIn);
    }

    private static async Task<bool> HasApologisedAsync(AppDb db, DraftSituation situation, CancellationToken cancel) =>
        (await db.Messages.AsNoTracking()
            .Where(it => it.ConversationId == situation.ConversationId && it.Kind == MessageKind.Reply)
            .OrderByDescending(it => it.At).Take(LastReplies).Select(it => it.Text).ToListAsync(cancel)).Exists(text => PolicyCheck.Apologises(text));
}
