namespace Ting.Server.Platform.Jobs;

/// <summary>Tells the runner that a job was just committed, so that it need not wait for its next look.</summary>
public sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // already set: one look serves both
        }
    }

    public void Dispose() => _signal.Dispose();

    /// <returns>After a signal, or when <paramref name="most"/> has passed.</returns>
    public Task WaitAsync(TimeSpan most, CancellationToken cancel) => _signal.WaitAsync(most, cancel);
}
