using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Reviews.Engine;
using Ting.Server.Platform.Data;

namespace Ting.Server.Commands;

/// <summary><c>ting-server review</c>: reviews every resolved conversation that has no review yet. It can be stopped and started again; the server may go on meanwhile.</summary>
internal static class ReviewAll
{
    public static Task<int> RunAsync(CommandArguments arguments, TextWriter output) => Installation.RunAsync(arguments, services => RunAsync(services, output, CancellationToken.None));

    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var start = clock.GetTimestamp();
        var past = new ReviewPast(services.GetRequiredService<IDbContextFactory<AppDb>>(), clock);
        var done = await past.RunAsync(ProgressBar.DrawAsync, cancel);
        await ProgressBar.EndAsync();
        await output.WriteLineAsync(CommandLine.Say("review.done", done, clock.GetElapsedTime(start).TotalSeconds));
        return 0;
    }
}
