using System.Runtime.CompilerServices;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Platform;

public sealed class EndedServerTests
{
    [Fact]
    public async Task A_server_that_has_ended_leaves_nothing_behind()
    {
        List<WeakReference> ended = [];
        for (var count = 0; count < 3; count++)
            ended.Add(await RunAsync());

        // the last one may still stand in a register or on its way out of a thread
        for (var attempt = 0; attempt < 50 && ended.Count(it => it.IsAlive) > 1; attempt++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(ended.Count(it => it.IsAlive), 0, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAsync()
    {
        using var server = new TestServer();
        await server.HasDeskAsync(TestContext.Current.CancellationToken);
        await server.HasConversationAsync();
        return new WeakReference(server.Services);
    }
}
