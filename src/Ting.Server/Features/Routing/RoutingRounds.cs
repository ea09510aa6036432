using Ting.Server.Features.Staffing;

namespace Ting.Server.Features.Routing;

/// <summary>
/// What time alone brings about: agents fall silent, what they left goes on, and after a while less is asked for. Every server looks; what one has done, the other need not.
/// </summary>
public sealed partial class RoutingRounds(MissAgents missing, HandOnConversations handingOn, Router router, TimeProvider clock, ILogger<RoutingRounds> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancel)
    {
        await missing.RunAsync(cancel);
        await handingOn.RunAsync(cancel);
        await router.DrainAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(error); // the next round tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A round of routing failed")]
    private partial void LogTrouble(Exception error);
}
