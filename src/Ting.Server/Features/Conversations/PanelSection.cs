namespace Ting.Server.Features.Conversations;

/// <summary>A section that another feature adds to the panel beside a conversation. The panel only shows it; it is given <c>View</c> and <c>Here</c>.</summary>
/// <param name="Component">A component with these two parameters.</param>
public sealed record PanelSection(Type Component);
