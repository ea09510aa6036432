using Ting.Listening;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <param name="Context">What the customer said last, oldest first.</param>
/// <param name="ExplainIn">zh, ja or en: of the agent's screens.</param>
public sealed record DraftSituation(Guid ConversationId, Guid InboxId, string Text, IReadOnlyList<string> Context, string? ExplainIn);

/// <summary>What another feature has to say of a draft, beside the coach.</summary>
public interface IDraftCheck
{
    Task<IReadOnlyList<Finding>> CheckAsync(AppDb db, DraftSituation situation, CancellationToken cancel);
}
