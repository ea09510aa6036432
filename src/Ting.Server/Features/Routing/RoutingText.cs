namespace Ting.Server.Features.Routing;

public sealed class RoutingText;
