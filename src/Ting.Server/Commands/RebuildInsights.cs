using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Insights.Hours;
using Ting.Server.Platform.Data;

namespace Ting.Server.Commands;

/// <summary><c>ting-server insights</c>: packs the hours that the figures of long periods are added up from anew, from the conversations as they are. The server may go on meanwhile.</summary>
internal static class RebuildInsights
{
    public static Task<int> RunAsync(CommandArguments arguments, TextWriter output) => Installation.RunAsync(arguments, services => RunAsync(services, output, CancellationToken.None));

    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var packing = new PackHours(services.GetRequiredService<IDbContextFactory<AppDb>>(), services.GetRequiredService<TimeProvider>());
        var hours = await packing.RebuildAsync(ProgressBar.DrawAsync, cancel);
        await ProgressBar.EndAsync();
        await output.WriteLineAsync(CommandLine.Say("insights.done", hours));
        return 0;
    }
}
