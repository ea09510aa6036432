using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ting.Server.Platform.Data;

/// <summary>While one batch is worked on, the next is made ready. SQLite answers without ever waiting, so what reads it has a thread of its own.</summary>
internal static class ReadAhead
{
    /// <returns>The same batches in the same order, one of them ready and one in the making. Whoever takes a batch disposes of it; those that nobody takes any more are disposed of here.</returns>
    public static async IAsyncEnumerable<T> Of<T>(IAsyncEnumerable<T> batches, [EnumeratorCancellation] CancellationToken cancel) where T : IAsyncDisposable
    {
        var ready = Channel.CreateBounded<T>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var filling = Task.Run(() => FillAsync(batches, ready.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in ready.Reader.ReadAllAsync(cancel))
                yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await filling;
            while (ready.Reader.TryRead(out var left))
                await left.DisposeAsync();
        }
    }

    private static async Task FillAsync<T>(IAsyncEnumerable<T> batches, ChannelWriter<T> ready, CancellationToken cancel) where T : IAsyncDisposable
    {
        try
        {
            await foreach (var batch in batches.WithCancellation(cancel))
            {
                try
                {
                    await ready.WriteAsync(batch, cancel);
                }
                catch
                {
                    await batch.DisposeAsync();
                    throw;
                }
            }

            ready.Complete();
        }
        catch (Exception error)
        {
            ready.Complete(error); // whoever takes the next one meets it
        }
    }
}
