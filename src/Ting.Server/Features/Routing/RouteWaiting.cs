using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Routing;

/// <summary>Something happened after which a waiting conversation may find its agent: a customer wrote, or somebody has room again.</summary>
public sealed record RouteWaiting : IJob
{
    public static string Name => "route-waiting";

    internal sealed class Handler(Router router) : IJobHandler<RouteWaiting>
    {
        public Task HandleAsync(RouteWaiting job, CancellationToken cancel) => router.DrainAsync(cancel);
    }
}
