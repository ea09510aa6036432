namespace Ting.Server.Features.Conversations;

/// <summary>What another feature shows in a thread where an event of its own stands. The thread only shows it; it is given the event as <c>Line</c>.</summary>
/// <param name="EventType">Of <see cref="ReadThread"/>'s events.</param>
/// <param name="Component">A component with this parameter.</param>
public sealed record ThreadCard(string EventType, Type Component);
