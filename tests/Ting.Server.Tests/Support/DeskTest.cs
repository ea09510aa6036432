namespace Ting.Server.Tests.Support;

/// <summary>Tests of a workspace that is set up, with one agent and one inbox; each has a server of its own.</summary>
public abstract class DeskTest : IAsyncLifetime
{
    private HttpClient? _client;

    protected TestServer Server { get; } = new();

    /// <summary>Made when it is first asked for; in English.</summary>
    protected HttpClient Client => _client ??= Server.Client();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => await Server.HasDeskAsync(Cancel);

    public virtual ValueTask DisposeAsync()
    {
        _client?.Dispose();
        Server.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
