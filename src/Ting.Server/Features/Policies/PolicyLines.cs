using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Policies;

/// <summary>What another feature decides of how customers are treated: a few lines beside the conversation, and a card among the settings. These pages only show it.</summary>
public interface IPolicyLines
{
    /// <summary>A component without parameters.</summary>
    Type Card { get; }

    /// <returns>In the language of the screen, for this role; none where nothing is decided.</returns>
    Task<IReadOnlyList<string>> OfAsync(AppDb db, AgentRole role, CancellationToken cancel);
}
